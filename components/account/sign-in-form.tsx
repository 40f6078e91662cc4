"use client";

import { useTranslations } from "use-intl";
import { useFormAction } from "@/components/data/use-form-action";
import { Field, Label } from "@/components/ui/field";
import { Input } from "@/components/ui/input";
import { signInAction } from "@/lib/accounts/actions";
import { paths } from "@/lib/shared/paths";
import { AccountForm } from "./account-form";
import { leaveFor } from "./leave-for";
import { PasskeySignIn } from "./passkeys/passkey-sign-in";
import { PasswordInput } from "./password-input";

export function SignInForm({ date, returnTo, takesPasskeys }: { date: string; returnTo: string; takesPasskeys: boolean }) {
  const t = useTranslations("account");
  const form = useFormAction({
    submit: (data) => signInAction({ email: String(data.get("email") ?? ""), password: String(data.get("password") ?? "") }),
    onDone: ({ asksForCode }) => leaveFor(asksForCode ? paths.signInCode(returnTo) : returnTo),
  });
  return (
    <AccountForm
      scene={t("signIn.scene")}
      title={t("signIn.title")}
      submitLabel={t("signIn.submit")}
      date={date}
      form={form}
      after={takesPasskeys && <PasskeySignIn returnTo={returnTo} />}
      footer={t("signIn.footer")}
    >
      <Field error={form.fieldError("email")}>
        <Label>{t("fields.email")}</Label>
        <Input
          name="email"
          type="email"
          autoComplete="username"
          inputMode="email"
          autoCapitalize="none"
          spellCheck={false}
          autoFocus
          required
        />
      </Field>
      <Field error={form.fieldError("password")}>
        <Label>{t("fields.password")}</Label>
        <PasswordInput name="password" autoComplete="current-password" required />
      </Field>
    </AccountForm>
  );
}
