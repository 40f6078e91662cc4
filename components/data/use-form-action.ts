"use client";

import { startTransition, useRef, useState, type SubmitEvent } from "react";
import type { ActionError, ActionResult } from "@/lib/shared/result";
import { noteRejection } from "./outdated";
import { useErrorWords } from "./use-error-words";

interface FormActionOptions<T> {
  /** Reads the form and calls the door. */
  submit: (data: FormData) => Promise<ActionResult<T>>;
  /** What was done leads on; the form stays pending when this leaves the page. */
  onDone: (data: T) => void | Promise<void>;
}

/**
 * Sends a form to a server action. After a refusal everything typed is still there, the reason stands at its
 * field or above the button, and the focus is where to go on.
 */
export function useFormAction<T>({ submit, onDone }: FormActionOptions<T>) {
  const words = useErrorWords();
  const [error, setError] = useState<ActionError | "offline" | null>(null);
  const [attempts, setAttempts] = useState(0);
  // As in useAction: a form that was answered is not busy with what others wait for.
  const [pending, setPending] = useState(false);
  const busy = useRef(false);

  function onSubmit(event: SubmitEvent<HTMLFormElement>) {
    event.preventDefault();
    // A second Enter before the first answer would do it twice.
    if (busy.current) return;
    busy.current = true;
    const form = event.currentTarget;
    const data = new FormData(form);
    setPending(true);
    startTransition(async () => {
      try {
        const result = await submit(data);
        if (result.ok) {
          setError(null);
          await onDone(result.data);
          return;
        }
        setError(result.error);
        setAttempts((count) => count + 1);
        focusFirst(form, Object.keys(result.error.fields ?? {}));
      } catch (error) {
        noteRejection(error);
        // The request did not arrive or its answer did not: nothing is known but that.
        setError("offline");
        setAttempts((count) => count + 1);
      } finally {
        busy.current = false;
        setPending(false);
      }
    });
  }

  const refusal = error === "offline" ? null : error;
  return {
    onSubmit,
    pending,
    /** How often it was refused. */
    attempts,
    fieldError: (name: string): string | undefined => (refusal ? words.field(refusal, name) : undefined),
    /** The reason that belongs to no single field. */
    formError: error === "offline" ? words.offline() : refusal && !hasFields(refusal) ? words.form(refusal) : undefined,
  };
}

const hasFields = (error: ActionError): boolean => Object.keys(error.fields ?? {}).length > 0;

function focusFirst(form: HTMLFormElement, names: string[]): void {
  const wrong = [...form.elements].find(
    (element): element is HTMLInputElement | HTMLTextAreaElement =>
      (element instanceof HTMLInputElement || element instanceof HTMLTextAreaElement) && names.includes(element.name),
  );
  wrong?.focus();
}
