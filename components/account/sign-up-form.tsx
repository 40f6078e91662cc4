"use client";

import { useTranslations } from "use-intl";
import { useFormAction } from "@/components/data/use-form-action";
import { Field, Label } from "@/components/ui/field";
import { Input } from "@/components/ui/input";
import { signUpOwnerAction } from "@/lib/accounts/actions";
import { AccountForm } from "./account-form";
import { homePath } from "./home-path";
import { leaveFor } from "./leave-for";
import { NewPersonFields, readPerson } from "./new-person-fields";

/** The first visitor of a fresh server becomes its owner. */
export function SignUpForm({ date }: { date: string }) {
  const t = useTranslations("account");
  const form = useFormAction({
    submit: (data) => signUpOwnerAction({ ...readPerson(data), setupCode: String(data.get("setupCode") ?? "") }),
    onDone: (home) => leaveFor(homePath(home)),
  });
  return (
    <AccountForm
      scene={t("signUp.scene")}
      title={t("signUp.title")}
      description={t("signUp.description")}
      submitLabel={t("signUp.submit")}
      date={date}
      form={form}
    >
      <NewPersonFields fieldError={form.fieldError} />
      <Field error={form.fieldError("setupCode")} hint={t("signUp.setupCodeHint")}>
        <Label>{t("fields.setupCode")}</Label>
        <Input
          name="setupCode"
          autoComplete="one-time-code"
          autoCapitalize="none"
          autoCorrect="off"
          spellCheck={false}
          required
          className="font-mono"
        />
      </Field>
    </AccountForm>
  );
}
