"use client";

import type { ReactNode } from "react";
import { useTranslations } from "use-intl";
import { useFormAction } from "@/components/data/use-form-action";
import { Alert } from "@/components/ui/alert";
import { Button } from "@/components/ui/button";
import { Dialog, DialogFooter } from "@/components/ui/dialog";
import { Field, Label } from "@/components/ui/field";
import { Input } from "@/components/ui/input";
import type { ActionResult } from "@/lib/shared/result";

interface NameDialogProps<T> {
  open: boolean;
  onOpenChange: (open: boolean) => void;
  title: string;
  /** What is named. */
  label: string;
  submitLabel: string;
  hint?: ReactNode;
  name?: string;
  save: (name: string) => Promise<ActionResult<T>>;
  onSaved: (named: T) => void | Promise<void>;
}

/** One question: the name. For something new, and for what is called otherwise from now on. */
export function NameDialog<T>({ open, onOpenChange, title, ...form }: NameDialogProps<T>) {
  return (
    <Dialog open={open} onOpenChange={onOpenChange} title={title}>
      <NameForm {...form} onCancel={() => onOpenChange(false)} />
    </Dialog>
  );
}

function NameForm<T>({
  label,
  submitLabel,
  hint,
  name = "",
  save,
  onSaved,
  onCancel,
}: Omit<NameDialogProps<T>, "open" | "onOpenChange" | "title"> & { onCancel: () => void }) {
  const common = useTranslations("common");
  const { onSubmit, pending, fieldError, formError } = useFormAction({
    submit: (data) => save(String(data.get("name") ?? "")),
    onDone: onSaved,
  });
  return (
    <form noValidate method="post" onSubmit={onSubmit} className="flex flex-col gap-4">
      <Field error={fieldError("name")} hint={hint}>
        <Label>{label}</Label>
        <Input name="name" defaultValue={name} autoFocus autoComplete="off" maxLength={200} onFocus={(event) => event.target.select()} />
      </Field>
      {formError && <Alert>{formError}</Alert>}
      <DialogFooter>
        <Button onClick={onCancel}>{common("cancel")}</Button>
        <Button type="submit" variant="primary" pending={pending}>
          {submitLabel}
        </Button>
      </DialogFooter>
    </form>
  );
}
