"use client";

import { useTranslations } from "use-intl";
import { useFormAction } from "@/components/data/use-form-action";
import { Field, Label } from "@/components/ui/field";
import { Input } from "@/components/ui/input";
import { openAccountAction } from "@/lib/accounts/actions";
import { paths } from "@/lib/shared/paths";
import { AccountForm } from "../account-form";
import { homePath } from "../home-path";
import { leaveFor } from "../leave-for";

interface OpenAccountFormProps {
  arrival: { provider: string; email: string; name: string };
  /** Of the invitation that they came with. */
  token: string | null;
  date: string;
}

/** Somebody new, whom a provider brought. */
export function OpenAccountForm({ arrival: { provider, email, name }, token, date }: OpenAccountFormProps) {
  const t = useTranslations("account");
  const form = useFormAction({
    submit: (data) => openAccountAction({ name: String(data.get("name") ?? ""), ...(token !== null && { token }) }),
    onDone: (home) => leaveFor(home ? homePath(home) : paths.home()),
  });
  return (
    <AccountForm
      scene={t("outside.scene")}
      title={t("outside.open.title")}
      description={t("outside.open.description", { provider, email })}
      submitLabel={t(token === null ? "outside.open.submit" : "invite.submit")}
      date={date}
      form={form}
    >
      <Field error={form.fieldError("name")}>
        <Label>{t("fields.name")}</Label>
        <Input name="name" defaultValue={name} autoComplete="name" autoFocus required maxLength={200} />
      </Field>
    </AccountForm>
  );
}
