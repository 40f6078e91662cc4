"use client";

import { useState } from "react";
import { useTranslations } from "use-intl";
import { useFormAction } from "@/components/data/use-form-action";
import { Button } from "@/components/ui/button";
import { Field, Label } from "@/components/ui/field";
import { Input } from "@/components/ui/input";
import { enterCodeAction } from "@/lib/accounts/actions";
import { paths } from "@/lib/shared/paths";
import { AccountForm } from "./account-form";
import { leaveFor } from "./leave-for";
import { TextLink } from "./text-link";

type Kind = "authenticator" | "recovery";

/** The second step of a sign-in: what the app shows, or a recovery code in its place. */
export function CodeForm({ date, returnTo }: { date: string; returnTo: string }) {
  const [kind, setKind] = useState<Kind>("authenticator");
  return <FormOfKind key={kind} kind={kind} date={date} returnTo={returnTo} onOther={setKind} />;
}

interface FormOfKindProps {
  kind: Kind;
  date: string;
  returnTo: string;
  onOther: (kind: Kind) => void;
}

function FormOfKind({ kind, date, returnTo, onOther }: FormOfKindProps) {
  const t = useTranslations("account.code");
  const form = useFormAction({
    submit: (data) => enterCodeAction({ kind, code: String(data.get("code") ?? "") }),
    onDone: () => leaveFor(returnTo),
  });
  const ofApp = kind === "authenticator";
  return (
    <AccountForm
      scene={t("scene")}
      title={t("title")}
      description={t(`${kind}.description`)}
      submitLabel={t("submit")}
      date={date}
      form={form}
      footer={<TextLink href={paths.signIn(returnTo)}>{t("back")}</TextLink>}
      after={
        <Button variant="quiet" onClick={() => onOther(ofApp ? "recovery" : "authenticator")}>
          {t(`${kind}.other`)}
        </Button>
      }
    >
      <Field error={form.fieldError("code")}>
        <Label>{t(`${kind}.label`)}</Label>
        <Input
          name="code"
          inputMode={ofApp ? "numeric" : "text"}
          autoComplete={ofApp ? "one-time-code" : "off"}
          autoCapitalize={ofApp ? "none" : "characters"}
          autoCorrect="off"
          spellCheck={false}
          autoFocus
          required
          className="font-mono"
        />
      </Field>
    </AccountForm>
  );
}
