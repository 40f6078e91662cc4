"use client";

import { useTranslations } from "use-intl";
import { useAction } from "@/components/data/use-action";
import { useFormAction } from "@/components/data/use-form-action";
import { Alert } from "@/components/ui/alert";
import { Button } from "@/components/ui/button";
import { Dialog, DialogFooter } from "@/components/ui/dialog";
import { Field, Label } from "@/components/ui/field";
import { askToProveAction, proveByPasskeyAction, proveByPasswordAction } from "@/lib/accounts/actions";
import type { ProvableView } from "@/lib/accounts/view";
import { paths } from "@/lib/shared/paths";
import { ProviderButtons } from "../provider-buttons";
import { answerOf } from "../answer-of";
import { PasswordInput } from "../password-input";

export type Provable = ProvableView;

interface ProofDialogProps extends Provable {
  open: boolean;
  onAnswer: (isProven: boolean) => void;
}

/** Who is it? Asked before what opens the account is changed. */
export function ProofDialog({ open, onAnswer, ...person }: ProofDialogProps) {
  const t = useTranslations("account.proof");
  return (
    <Dialog open={open} onOpenChange={() => onAnswer(false)} title={t("title")} description={t("body")}>
      <ProofForm {...person} onAnswer={onAnswer} />
    </Dialog>
  );
}

function ProofForm({ email, hasPassword, hasPasskey, providers, onAnswer }: Omit<ProofDialogProps, "open">) {
  const t = useTranslations("account");
  const common = useTranslations("common");
  const passkey = useAction();
  const { onSubmit, pending, fieldError, formError } = useFormAction({
    submit: (data) => proveByPasswordAction({ password: String(data.get("password") ?? "") }),
    onDone: () => onAnswer(true),
  });
  return (
    <form noValidate method="post" onSubmit={onSubmit} className="flex flex-col gap-4">
      {/* For the browser's own store of passwords. */}
      <input type="email" name="email" autoComplete="username" value={email} readOnly hidden />
      {hasPassword && (
        <Field error={fieldError("password")}>
          <Label>{t("page.password.current")}</Label>
          <PasswordInput name="password" autoComplete="current-password" required />
        </Field>
      )}
      {hasPasskey && (
        <Button
          pending={passkey.pending}
          onClick={() =>
            passkey.run(
              () => answerOf(askToProveAction, (answer) => proveByPasskeyAction({ answer })),
              () => onAnswer(true),
            )
          }
        >
          {t("proof.passkey")}
        </Button>
      )}
      <ProviderButtons providers={providers} returnTo={paths.account()} words="prove" />
      {(formError ?? passkey.error) && <Alert>{formError ?? passkey.error}</Alert>}
      <DialogFooter>
        <Button onClick={() => onAnswer(false)}>{common("cancel")}</Button>
        {hasPassword && (
          <Button type="submit" variant="primary" pending={pending}>
            {t("proof.submit")}
          </Button>
        )}
      </DialogFooter>
    </form>
  );
}
