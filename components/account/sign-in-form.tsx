"use client";

import { useTranslations } from "use-intl";
import { useFormAction } from "@/components/data/use-form-action";
import { useErrorWords } from "@/components/data/use-error-words";
import { Field, Label } from "@/components/ui/field";
import { signInAction } from "@/lib/accounts/actions";
import type { AppErrorCode } from "@/lib/shared/errors";
import { paths } from "@/lib/shared/paths";
import { AccountForm } from "./account-form";
import { EmailField } from "./email-field";
import { leaveFor } from "./leave-for";
import { ProviderButtons } from "./provider-buttons";
import { PasskeySignIn } from "./passkeys/passkey-sign-in";
import { PasswordInput } from "./password-input";
import { TextLink } from "./text-link";

interface SignInFormProps {
  date: string;
  returnTo: string;
  takesPasskeys: boolean;
  providers: readonly { id: string; name: string }[];
  /** What stood against another way in, from which this page was come to. */
  refused: AppErrorCode | null;
}

export function SignInForm({ date, returnTo, takesPasskeys, providers, refused }: SignInFormProps) {
  const t = useTranslations("account");
  const words = useErrorWords();
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
      form={{ ...form, formError: form.formError ?? (refused && form.attempts === 0 ? words.form({ code: refused }) : undefined) }}
      after={
        <>
          {takesPasskeys && <PasskeySignIn returnTo={returnTo} />}
          <ProviderButtons providers={providers} returnTo={returnTo} words="signIn" className="w-full" />
        </>
      }
      footer={t("signIn.footer")}
    >
      <EmailField error={form.fieldError("email")} />
      <Field error={form.fieldError("password")}>
        <Label>{t("fields.password")}</Label>
        <PasswordInput name="password" autoComplete="current-password" required />
      </Field>
      <p className="text-sm">
        <TextLink href={paths.forgotPassword()}>{t("signIn.forgot")}</TextLink>
      </p>
    </AccountForm>
  );
}
