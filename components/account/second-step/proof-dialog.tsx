"use client";

import { useTranslations } from "use-intl";
import { useFormAction } from "@/components/data/use-form-action";
import { Alert } from "@/components/ui/alert";
import { Button } from "@/components/ui/button";
import { Dialog, DialogFooter } from "@/components/ui/dialog";
import { Field, Label } from "@/components/ui/field";
import { proveByPasswordAction } from "@/lib/accounts/actions";
import { PasswordInput } from "../password-input";

interface ProofDialogProps {
  open: boolean;
  email: string;
  onAnswer: (isProven: boolean) => void;
}

/** Who is it? Asked before what opens the account is changed. */
export function ProofDialog({ open, email, onAnswer }: ProofDialogProps) {
  const t = useTranslations("account.proof");
  return (
    <Dialog open={open} onOpenChange={() => onAnswer(false)} title={t("title")} description={t("body")}>
      <ProofForm email={email} onAnswer={onAnswer} />
    </Dialog>
  );
}

function ProofForm({ email, onAnswer }: Omit<ProofDialogProps, "open">) {
  const t = useTranslations("account");
  const common = useTranslations("common");
  const { onSubmit, pending, fieldError, formError } = useFormAction({
    submit: (data) => proveByPasswordAction({ password: String(data.get("password") ?? "") }),
    onDone: () => onAnswer(true),
  });
  return (
    <form noValidate method="post" onSubmit={onSubmit} className="flex flex-col gap-4">
      {/* For the browser's own store of passwords. */}
      <input type="email" name="email" autoComplete="username" value={email} readOnly hidden />
      <Field error={fieldError("password")}>
        <Label>{t("page.password.current")}</Label>
        <PasswordInput name="password" autoComplete="current-password" required />
      </Field>
      {formError && <Alert>{formError}</Alert>}
      <DialogFooter>
        <Button onClick={() => onAnswer(false)}>{common("cancel")}</Button>
        <Button type="submit" variant="primary" pending={pending}>
          {t("proof.submit")}
        </Button>
      </DialogFooter>
    </form>
  );
}
