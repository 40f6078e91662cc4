"use client";

import { type ReactNode, useRef, useSyncExternalStore } from "react";
import { useTranslations } from "use-intl";
import { newKey } from "@/components/data/new-key";
import { useFormAction } from "@/components/data/use-form-action";
import { Alert } from "@/components/ui/alert";
import { Button } from "@/components/ui/button";
import { Field, Label } from "@/components/ui/field";
import { nameToIds } from "@/lib/generations/review/mentions";
import type { PersonView, ReviewView } from "@/lib/generations/review/view";
import type { ActionResult } from "@/lib/shared/result";
import type { CommentDraft, Drafted } from "./comment-draft";
import { MentionField } from "./mention-field";

interface CommentFormProps {
  draft: CommentDraft;
  members: readonly PersonView[];
  label: string;
  submitLabel: string;
  /** Says it. `key`: the same for the same words, so that a press whose answer was lost is not said twice. */
  submit: (text: string, drafted: Drafted, key: string) => Promise<ActionResult<ReviewView>>;
  onDone: (review: ReviewView) => void;
  /** What was typed is kept for the next time. */
  onCancel: () => void;
  /** What it is about. */
  children?: ReactNode;
}

/** Words about a clip, before they are said. */
export function CommentForm({ draft, members, label, submitLabel, submit, onDone, onCancel, children }: CommentFormProps) {
  const common = useTranslations("common");
  const form = useRef<HTMLFormElement>(null);
  const drafted = useSyncExternalStore(draft.subscribe, draft.read, draft.read);
  const sent = useRef({ words: "", key: "" });
  const { onSubmit, pending, fieldError, formError } = useFormAction({
    submit: () => {
      const text = nameToIds(drafted.text, drafted.named);
      if (sent.current.words !== text) sent.current = { words: text, key: newKey() };
      return submit(text, drafted, sent.current.key);
    },
    onDone: (review) => {
      draft.clear();
      onDone(review);
    },
  });
  return (
    <form ref={form} noValidate method="post" onSubmit={onSubmit} className="flex flex-col gap-2">
      <Field error={fieldError("text") ?? fieldError("drawing")}>
        <Label className="sr-only">{label}</Label>
        <MentionField
          value={drafted.text}
          members={members}
          placeholder={label}
          onText={(text) => draft.set({ text })}
          onNamed={(text, person) => draft.set({ text, named: [...drafted.named.filter(({ id }) => id !== person.id), person] })}
          onSubmit={() => form.current?.requestSubmit()}
          onCancel={onCancel}
        />
      </Field>
      {children}
      {formError && <Alert>{formError}</Alert>}
      <div className="flex gap-2">
        <Button type="submit" size="sm" variant="primary" pending={pending} aria-keyshortcuts="Control+Enter">
          {submitLabel}
        </Button>
        <Button size="sm" onClick={onCancel}>
          {common("cancel")}
        </Button>
      </div>
    </form>
  );
}
