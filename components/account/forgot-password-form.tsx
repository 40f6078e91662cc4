"use client";

import { useState, type ReactNode } from "react";
import { useFormatter, useTranslations } from "use-intl";
import { useFormAction } from "@/components/data/use-form-action";
import { Slate, slateCells } from "@/components/shell/slate";
import { forgotPasswordAction } from "@/lib/accounts/actions";
import { paths } from "@/lib/shared/paths";
import { AccountForm } from "./account-form";
import { EmailField } from "./email-field";
import { TextLink } from "./text-link";

/** Asks for a link by mail. What it says afterwards is the same whether the address has an account or not. */
export function ForgotPasswordForm({ date }: { date: string }) {
  const t = useTranslations("account.forgot");
  const [sentTo, setSentTo] = useState<string | null>(null);
  const form = useFormAction({
    submit: async (data) => {
      const email = String(data.get("email") ?? "");
      const result = await forgotPasswordAction({ email });
      return result.ok ? { ok: true, data: email } : result;
    },
    onDone: setSentTo,
  });
  const back = <TextLink href={paths.signIn()}>{t("back")}</TextLink>;
  if (sentTo !== null) return <Sent email={sentTo} date={date} back={back} />;
  return (
    <AccountForm
      scene={t("scene")}
      title={t("title")}
      description={t("description")}
      submitLabel={t("submit")}
      date={date}
      form={form}
      footer={back}
    >
      <EmailField error={form.fieldError("email")} />
    </AccountForm>
  );
}

function Sent({ email, date, back }: { email: string; date: string; back: ReactNode }) {
  const t = useTranslations("account.forgotSent");
  const slate = useTranslations("common.slate");
  const format = useFormatter();
  return (
    <>
      <Slate cells={slateCells(slate, format, { scene: t("scene"), date })}>
        {/* The button that was pressed is gone: here is where to read on. */}
        <h1 ref={(title) => title?.focus()} tabIndex={-1} className="text-xl font-semibold text-balance outline-none">
          {t("title")}
        </h1>
        <p className="mt-1.5 text-sm wrap-anywhere text-quiet">{t("body", { email })}</p>
        <p className="mt-3 text-sm text-pretty text-quiet">{t("nothing")}</p>
      </Slate>
      <p className="mt-5 text-center text-sm text-quiet">{back}</p>
    </>
  );
}
