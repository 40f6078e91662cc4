"use client";

import { useRouter } from "next/navigation";
import { useState } from "react";
import { useFormatter, useTranslations } from "use-intl";
import { useAction } from "@/components/data/use-action";
import { ConfirmDialog } from "@/components/dialogs/confirm-dialog";
import { Alert } from "@/components/ui/alert";
import { Button } from "@/components/ui/button";
import { beginAuthenticatorAction, removeAuthenticatorAction, renewRecoveryCodesAction } from "@/lib/accounts/actions";
import type { NewAuthenticatorView, RecoveryCodesView, SecondStepView } from "@/lib/accounts/second-step/view";
import type { Provable } from "./proof-dialog";
import { CodesDialog } from "./codes-dialog";
import { SetUpDialog } from "./set-up-dialog";
import { useProof } from "./use-proof";

/** The app for codes: set up, taken away, and the recovery codes that stand in for it. */
export function AuthenticatorSection({ secondStep, ...person }: Provable & { secondStep: SecondStepView }) {
  const t = useTranslations("account.page.authenticator");
  const router = useRouter();
  const { run, pending, error } = useAction();
  const { proven, dialog } = useProof(person);
  const [begun, setBegun] = useState<NewAuthenticatorView>();
  const [asked, setAsked] = useState<"remove" | "renew">();
  const [made, setMade] = useState<RecoveryCodesView>();
  return (
    <>
      {secondStep ? (
        <Standing secondStep={secondStep} onAsk={setAsked} />
      ) : (
        <Button className="self-start" pending={pending} onClick={() => run(() => proven(() => beginAuthenticatorAction({})), setBegun)}>
          {t("setUp")}
        </Button>
      )}
      {error && <Alert>{error}</Alert>}
      <SetUpDialog
        begun={begun}
        proven={proven}
        onClose={() => setBegun(undefined)}
        onMade={(codes) => {
          setBegun(undefined);
          setMade(codes);
        }}
      />
      <ConfirmDialog
        open={asked === "remove"}
        onClose={() => setAsked(undefined)}
        title={t("remove.title")}
        body={t("remove.body")}
        confirm={t("remove.confirm")}
        call={() => proven(() => removeAuthenticatorAction({}))}
        done={t("remove.done")}
      />
      <ConfirmDialog
        open={asked === "renew"}
        onClose={() => setAsked(undefined)}
        title={t("renew.title")}
        body={t("renew.body")}
        confirm={t("renew.confirm")}
        variant="primary"
        call={() => proven(() => renewRecoveryCodesAction({}))}
        onDone={setMade}
      />
      <CodesDialog
        made={made}
        onClose={() => {
          setMade(undefined);
          router.refresh();
        }}
      />
      {dialog}
    </>
  );
}

function Standing({ secondStep, onAsk }: { secondStep: NonNullable<SecondStepView>; onAsk: (what: "remove" | "renew") => void }) {
  const t = useTranslations("account.page.authenticator");
  const format = useFormatter();
  return (
    <div className="flex flex-wrap items-center gap-x-4 gap-y-3 rounded-lg border border-line bg-surface px-4 py-3">
      <div className="min-w-0 flex-1 basis-56">
        <p className="text-base font-medium">{t("on")}</p>
        <p className="text-xs text-pretty text-quiet">
          {t("standing", {
            since: format.dateTime(new Date(secondStep.since), { year: "numeric", month: "short", day: "numeric" }),
            count: secondStep.codesLeft,
          })}
        </p>
      </div>
      <Button size="sm" onClick={() => onAsk("renew")}>
        {t("renew.ask")}
      </Button>
      <Button size="sm" variant="danger" onClick={() => onAsk("remove")}>
        {t("remove.ask")}
      </Button>
    </div>
  );
}
