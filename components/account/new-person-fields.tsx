"use client";

import { useTranslations } from "use-intl";
import { Field, Label } from "@/components/ui/field";
import { Input } from "@/components/ui/input";
import { NewPasswordField } from "./new-password-field";

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
      <NewPasswordField label={t("password")} error={fieldError("password")} />
    </>
  );
}

/** What those three inputs hold. */
export const readPerson = (data: FormData) => ({
  name: String(data.get("name") ?? ""),
  email: String(data.get("email") ?? ""),
  password: String(data.get("password") ?? ""),
});
