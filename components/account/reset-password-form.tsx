"use client";

import { useTranslations } from "use-intl";
import { useFormAction } from "@/components/data/use-form-action";
import { resetPasswordAction } from "@/lib/accounts/actions";
import { paths } from "@/lib/shared/paths";
import { AccountForm } from "./account-form";
import { leaveFor } from "./leave-for";
import { NewPasswordField } from "./new-password-field";

export function ResetPasswordForm({ token, email, date }: { token: string; email: string; date: string }) {
  const t = useTranslations("account");
  const form = useFormAction({
    submit: (data) => resetPasswordAction({ token, password: String(data.get("password") ?? "") }),
    onDone: () => leaveFor(paths.home()),
  });
  return (
    <AccountForm
      scene={t("reset.scene")}
      title={t("reset.title")}
      description={t("reset.description", { email })}
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
