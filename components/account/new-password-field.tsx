"use client";

import { useTranslations } from "use-intl";
import { Field, Label } from "@/components/ui/field";
import { PASSWORD_MIN_LENGTH } from "@/lib/access/identity/password-rule";
import { PasswordInput } from "./password-input";

/** A password that is being chosen, with the one rule that there is. */
export function NewPasswordField({ label, error, autoFocus = false }: { label: string; error: string | undefined; autoFocus?: boolean }) {
  const t = useTranslations("account.fields");
  return (
    <Field error={error} hint={t("passwordHint", { min: PASSWORD_MIN_LENGTH })}>
      <Label>{label}</Label>
      <PasswordInput name="password" autoComplete="new-password" minLength={PASSWORD_MIN_LENGTH} autoFocus={autoFocus} required />
    </Field>
  );
}
