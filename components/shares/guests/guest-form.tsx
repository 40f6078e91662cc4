"use client";

import { useRouter } from "next/navigation";
import { startTransition, useRef, useState, type ReactNode, type SubmitEvent } from "react";
import { newKey } from "@/components/data/new-key";
import type { ActionError, ActionResult } from "@/lib/shared/result";
import { keep, readKept } from "./kept";
import { shownSecond } from "./shown-second";

interface GuestFormProps {
  /** The action, and what of its input is not typed. */
  call: (input: never) => Promise<ActionResult<unknown>>;
  about: Record<string, string>;
  /** A sentence for each refusal: of one field (`name.required`), or of all (`busy`). Words come ready-made, because a page of guests carries none. */
  words: Record<string, string>;
  className?: string;
  children: ReactNode;
}

/** Under it a guest's name is remembered by their own browser. */
const NAME_KEY = "guest.name";

/** Sends what a guest typed. Its fields are drawn by the server, so that little has to come before a clip plays. */
export function GuestForm({ call, about, words, className, children }: GuestFormProps) {
  const router = useRouter();
  const [problem, setProblem] = useState("");
  const [isBusy, setBusy] = useState(false);
  const key = useRef("");
  const name = (form: HTMLFormElement) => form.elements.namedItem("name") as HTMLInputElement | null;

  function send(event: SubmitEvent<HTMLFormElement>): void {
    event.preventDefault();
    if (isBusy) return;
    const form = event.currentTarget;
    const { moment, ...typed } = Object.fromEntries(new FormData(form)) as Record<string, string>;
    // The same press sent twice is one comment.
    key.current ||= newKey();
    const second = moment && about.generationId ? shownSecond(about.generationId) : null;
    const input = { ...about, ...typed, ...(typed.text !== undefined && { id: key.current, second }) };
    setBusy(true);
    startTransition(async () => {
      try {
        const result = await call(input as never);
        setProblem(result.ok ? "" : sentence(result.error, words));
        if (!result.ok) return;
        key.current = "";
        const called = name(form)?.value;
        form.reset();
        if (called) {
          keep("localStorage", NAME_KEY, called);
          name(form)!.value = called;
        }
        router.refresh();
      } catch {
        setProblem(words.offline!);
      } finally {
        setBusy(false);
      }
    });
  }

  const remember = (form: HTMLFormElement | null): void => {
    const field = form && name(form);
    if (field && field.value === "") field.value = readKept("localStorage", NAME_KEY) ?? "";
  };
  return (
    <form ref={remember} onSubmit={send} aria-busy={isBusy} className={className}>
      {children}
      <p role="alert" className="text-sm text-failed empty:hidden">
        {problem}
      </p>
    </form>
  );
}

function sentence({ code, fields }: ActionError, words: Record<string, string>): string {
  const [field] = Object.values(fields ?? {});
  return words[field?.code ?? code] ?? words[code] ?? words.offline!;
}
