"use client";

import { useTranslations } from "use-intl";
import { useFormAction } from "@/components/data/use-form-action";
import { resetPasswordAction } from "@/lib/accounts/actions";
import type { ResetView } from "@/lib/accounts/view";
import { paths } from "@/lib/shared/paths";
import { AccountForm } from "./account-form";
import { leaveFor } from "./leave-for";
import { NewPasswordField } from "./new-password-field";

interface ResetPasswordFormProps {
  token: string;
  reset: ResetView;
  date: string;
}

export function ResetPasswordForm({ token, reset: { email, secondStep }, date }: ResetPasswordFormProps) {
  const t = useTranslations("account");
  const form = useFormAction({
    submit: (data) => resetPasswordAction({ token, password: String(data.get("password") ?? "") }),
    onDone: ({ asksForCode }) => leaveFor(asksForCode ? paths.signInCode() : paths.home()),
  });
  return (
    <AccountForm
      scene={t("reset.scene")}
      title={t("reset.title")}
      description={
        <>
          {t("reset.description", { email })} {secondStep !== "none" && t(`reset.secondStep.${secondStep}`)}
        </>
      }
      submitLabel={t("reset.submit")}
      date={date}
      form={form}
    >
      {/* For the browser's own store of passwords. */}
      <input type="email" name="email" autoComplete="username" value={email} readOnly hidden />
      <NewPasswordField label={t("newPassword")} error={form.fieldError("password")} autoFocus />
    </AccountForm>
  );
}
