"use client";

import { useQueryClient } from "@tanstack/react-query";
import { useTranslations } from "use-intl";
import { useFormAction } from "@/components/data/use-form-action";
import { Alert } from "@/components/ui/alert";
import { Button } from "@/components/ui/button";
import { DialogFooter } from "@/components/ui/dialog";
import { Field, FieldError, Label } from "@/components/ui/field";
import { Input } from "@/components/ui/input";
import { saveSnippetAction } from "@/lib/generations/prompts/actions";
import { snippetsKey } from "./snippet-list";

interface SaveSnippetProps {
  team: string;
  text: string;
  /** The selected part of a prompt, and not all of it. */
  isPart: boolean;
  onClose: () => void;
  onSaved: () => void;
}

/** Keeps what is selected, or the whole prompt, under a name for the team. */
export function SaveSnippet({ team, text, isPart, onClose, onSaved }: SaveSnippetProps) {
  const t = useTranslations("words.save");
  const common = useTranslations("common");
  const client = useQueryClient();
  const { onSubmit, pending, fieldError, formError } = useFormAction({
    submit: (data) => saveSnippetAction(team, { name: String(data.get("name") ?? ""), text }),
    onDone: async () => {
      await client.invalidateQueries({ queryKey: snippetsKey(team) });
      onSaved();
    },
  });
  if (text.trim() === "")
    return (
      <>
        <p className="text-sm text-quiet">{t("empty")}</p>
        <DialogFooter>
          <Button onClick={onClose}>{common("close")}</Button>
        </DialogFooter>
      </>
    );
  return (
    <form noValidate method="post" onSubmit={onSubmit} className="flex flex-col gap-4">
      <Field error={fieldError("name")}>
        <Label>{t("name")}</Label>
        <Input name="name" autoFocus autoComplete="off" maxLength={200} />
      </Field>
      <figure className="flex flex-col gap-1">
        <figcaption className="text-xs text-quiet">{t(isPart ? "selection" : "whole")}</figcaption>
        <blockquote
          dir="auto"
          className="max-h-40 overflow-y-auto rounded-md bg-raised px-3 py-2 text-sm whitespace-pre-wrap [overflow-wrap:anywhere]"
        >
          {text}
        </blockquote>
        <FieldError>{fieldError("text")}</FieldError>
      </figure>
      {formError && <Alert>{formError}</Alert>}
      <DialogFooter>
        <Button onClick={onClose}>{common("cancel")}</Button>
        <Button type="submit" variant="primary" pending={pending}>
          {t("submit")}
        </Button>
      </DialogFooter>
    </form>
  );
}
