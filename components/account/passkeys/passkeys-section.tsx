"use client";

import { useRouter } from "next/navigation";
import { useState } from "react";
import { useFormatter, useTranslations } from "use-intl";
import { useChange } from "@/components/data/use-change";
import { ConfirmDialog } from "@/components/dialogs/confirm-dialog";
import { NameDialog } from "@/components/dialogs/name-dialog";
import { Alert } from "@/components/ui/alert";
import { Button } from "@/components/ui/button";
import { addPasskeyAction, beginPasskeyAction, removePasskeyAction, renamePasskeyAction } from "@/lib/accounts/actions";
import type { PasskeysView, PasskeyView } from "@/lib/accounts/passkeys/view";
import type { ActionResult } from "@/lib/shared/result";
import type { Provable } from "../second-step/proof-dialog";
import { useProof, type Proven } from "../second-step/use-proof";
import { askBrowser } from "../ask-browser";

/** The passkeys of a person: one more, another name, and away with one. */
export function PasskeysSection({ passkeys, isPossible, ...person }: Provable & PasskeysView) {
  const t = useTranslations("account.page.passkeys");
  const router = useRouter();
  const { change, pending, error } = useChange();
  const { proven, dialog } = useProof(person);
  const [asked, setAsked] = useState<{ what: "rename" | "remove"; passkey: PasskeyView }>();
  const close = () => setAsked(undefined);
  return (
    <>
      {passkeys.length > 0 && (
        <ul aria-label={t("title")} className="divide-y divide-line rounded-lg border border-line bg-surface">
          {passkeys.map((passkey) => (
            <Row key={passkey.id} passkey={passkey} onAsk={(what) => setAsked({ what, passkey })} />
          ))}
        </ul>
      )}
      {isPossible ? (
        <Button className="self-start" pending={pending} onClick={() => change(() => addPasskey(proven), t("added"))}>
          {t("add")}
        </Button>
      ) : (
        <p className="text-sm text-pretty text-quiet">{t("impossible")}</p>
      )}
      {error && <Alert>{error}</Alert>}
      <NameDialog
        open={asked?.what === "rename"}
        onOpenChange={close}
        title={t("rename")}
        label={t("name")}
        submitLabel={t("save")}
        name={asked?.passkey.name ?? ""}
        save={(name) => renamePasskeyAction({ id: asked!.passkey.id, name })}
        onSaved={() => {
          close();
          router.refresh();
        }}
      />
      <ConfirmDialog
        open={asked?.what === "remove"}
        onClose={close}
        title={t("remove.title", { name: asked?.passkey.name ?? "" })}
        body={t("remove.body")}
        confirm={t("remove.confirm")}
        call={() => proven(() => removePasskeyAction({ id: asked!.passkey.id }))}
        done={t("remove.done")}
      />
      {dialog}
    </>
  );
}

async function addPasskey(proven: Proven): Promise<ActionResult<unknown>> {
  const question = await proven(() => beginPasskeyAction({}));
  if (!question.ok) return question;
  const answer = await askBrowser(({ startRegistration }) => startRegistration({ optionsJSON: question.data }));
  return answer.ok ? addPasskeyAction({ answer: answer.data }) : answer;
}

function Row({ passkey, onAsk }: { passkey: PasskeyView; onAsk: (what: "rename" | "remove") => void }) {
  const t = useTranslations("account.page.passkeys");
  const format = useFormatter();
  const day = (iso: string) => format.dateTime(new Date(iso), { year: "numeric", month: "short", day: "numeric" });
  const { name, createdAt, lastUsedAt, elsewhere } = passkey;
  return (
    <li className="flex flex-wrap items-center gap-x-4 gap-y-2 px-4 py-3">
      <div className="min-w-0 flex-1 basis-56">
        <p className="truncate text-base font-medium">{name}</p>
        <p className="text-xs text-pretty text-quiet">
          {lastUsedAt ? t("used", { added: day(createdAt), used: day(lastUsedAt) }) : t("unused", { added: day(createdAt) })}
        </p>
        {elsewhere && <p className="text-xs text-pretty text-quiet">{t("elsewhere", { domain: elsewhere })}</p>}
      </div>
      <div className="flex flex-wrap gap-2">
        <Button size="sm" aria-label={t("renameOf", { name })} onClick={() => onAsk("rename")}>
          {t("rename")}
        </Button>
        <Button size="sm" variant="danger" aria-label={t("removeOf", { name })} onClick={() => onAsk("remove")}>
          {t("remove.ask")}
        </Button>
      </div>
    </li>
  );
}
