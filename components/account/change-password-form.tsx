"use client";

import { useRouter } from "next/navigation";
import { useRef } from "react";
import { useTranslations } from "use-intl";
import { useFormAction } from "@/components/data/use-form-action";
import { Alert } from "@/components/ui/alert";
import { Button } from "@/components/ui/button";
import { Field, Label } from "@/components/ui/field";
import { toast } from "@/components/ui/toast-store";
import { changePasswordAction } from "@/lib/accounts/actions";
import { NewPasswordField } from "./new-password-field";
import type { Provable } from "./second-step/proof-dialog";
import { useProof } from "./second-step/use-proof";
import { PasswordInput } from "./password-input";

export function ChangePasswordForm({ person }: { person: Provable }) {
  const t = useTranslations("account");
  const router = useRouter();
  const { proven, dialog } = useProof(person);
  const form = useRef<HTMLFormElement>(null);
  const { onSubmit, pending, fieldError, formError } = useFormAction({
    submit: (data) => {
      const current = person.hasPassword ? { current: String(data.get("current") ?? "") } : {};
      return proven(() => changePasswordAction({ ...current, password: String(data.get("password") ?? "") }));
    },
    onDone: () => {
      form.current?.reset();
      toast({ title: t("page.password.done") });
      router.refresh();
    },
  });
  return (
    <>
      <form ref={form} noValidate method="post" onSubmit={onSubmit} className="flex max-w-[25rem] flex-col items-start gap-4">
        {/* For the browser's own store of passwords. */}
        <input type="email" name="email" autoComplete="username" value={person.email} readOnly hidden />
        {person.hasPassword && (
          <Field error={fieldError("current")} className="w-full">
            <Label>{t("page.password.current")}</Label>
            <PasswordInput name="current" autoComplete="current-password" required />
          </Field>
        )}
        <div className="w-full">
          <NewPasswordField label={t("newPassword")} error={fieldError("password")} />
        </div>
        {formError && <Alert>{formError}</Alert>}
        <Button type="submit" pending={pending}>
          {t(person.hasPassword ? "page.password.submit" : "page.password.set")}
        </Button>
      </form>
      {dialog}
    </>
  );
}
