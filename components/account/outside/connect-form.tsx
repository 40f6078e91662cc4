"use client";

import { useTranslations } from "use-intl";
import { useFormAction } from "@/components/data/use-form-action";
import { connectIdentityAction } from "@/lib/accounts/actions";
import { AccountForm } from "../account-form";
import { leaveFor } from "../leave-for";
import type { Provable } from "../second-step/proof-dialog";
import { useProof } from "../second-step/use-proof";

interface ConnectFormProps {
  arrival: { provider: string; email: string | null; account: string };
  person: Provable;
  returnTo: string;
  date: string;
}

/** Whom the provider brought is who is signed in here, once they say so. */
export function ConnectForm({ arrival: { provider, email, account }, person, returnTo, date }: ConnectFormProps) {
  const t = useTranslations("account.outside");
  const { proven, dialog } = useProof(person);
  const form = useFormAction({
    submit: () => proven(() => connectIdentityAction({})),
    onDone: () => leaveFor(returnTo),
  });
  return (
    <>
      <AccountForm
        scene={t("scene")}
        title={t("connect.title", { provider })}
        description={t("connect.description", { provider, email: email ?? provider, account })}
        submitLabel={t("connect.submit")}
        date={date}
        form={form}
      />
      {dialog}
    </>
  );
}
