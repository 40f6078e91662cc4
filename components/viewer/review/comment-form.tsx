"use client";

import { type ReactNode, useRef, useSyncExternalStore } from "react";
import { useTranslations } from "use-intl";
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
  /** Says it. `key`: as of `CommentDraft.send`. */
  submit: (text: string, drafted: Drafted, key: string) => Promise<ActionResult<ReviewView>>;
  onSaid: (review: ReviewView) => void;
  /** It is said, or it is left: then what was typed is kept for the next time. */
  onClose: () => void;
  /** What it is about. */
  children?: ReactNode;
}

/** Words about a clip, before they are said. */
export function CommentForm({ draft, members, label, submitLabel, submit, onSaid, onClose, children }: CommentFormProps) {
  const common = useTranslations("common");
  const form = useRef<HTMLFormElement>(null);
  const drafted = useSyncExternalStore(draft.subscribe, draft.read, draft.read);
  const { onSubmit, pending, fieldError, formError } = useFormAction({
    submit: () => {
      const { drafted: said, key } = draft.send();
      return submit(nameToIds(said.text, said.named), said, key);
    },
    onDone: (review) => {
      if (draft.settle()) onClose();
      onSaid(review);
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
          onCancel={onClose}
        />
      </Field>
      {children}
      {formError && <Alert>{formError}</Alert>}
      <div className="flex gap-2">
        <Button type="submit" size="sm" variant="primary" pending={pending} aria-keyshortcuts="Control+Enter">
          {submitLabel}
        </Button>
        <Button size="sm" onClick={onClose}>
          {common("cancel")}
        </Button>
      </div>
    </form>
  );
}
