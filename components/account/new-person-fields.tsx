"use client";

import { useTranslations } from "use-intl";
import { Field, Label } from "@/components/ui/field";
import { Input } from "@/components/ui/input";
import { PASSWORD_MIN_LENGTH } from "@/lib/access/identity/password-rule";
import { PasswordInput } from "./password-input";

/** Who somebody new is: the same three questions at set-up and by invitation. */
export function NewPersonFields({ fieldError }: { fieldError: (name: string) => string | undefined }) {
  const t = useTranslations("account.fields");
  return (
    <>
      <Field error={fieldError("name")}>
        <Label>{t("name")}</Label>
        <Input name="name" autoComplete="name" autoFocus required maxLength={200} />
      </Field>
      <Field error={fieldError("email")}>
        <Label>{t("email")}</Label>
        <Input name="email" type="email" autoComplete="username" inputMode="email" autoCapitalize="none" spellCheck={false} required />
      </Field>
      <Field error={fieldError("password")} hint={t("passwordHint", { min: PASSWORD_MIN_LENGTH })}>
        <Label>{t("password")}</Label>
        <PasswordInput name="password" autoComplete="new-password" minLength={PASSWORD_MIN_LENGTH} required />
      </Field>
    </>
  );
}

/** What those three inputs hold. */
export const readPerson = (data: FormData) => ({
  name: String(data.get("name") ?? ""),
  email: String(data.get("email") ?? ""),
  password: String(data.get("password") ?? ""),
});
