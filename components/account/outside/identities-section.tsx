"use client";

import { useState } from "react";
import { useFormatter, useTranslations } from "use-intl";
import { ConfirmDialog } from "@/components/dialogs/confirm-dialog";
import { Button } from "@/components/ui/button";
import { removeIdentityAction } from "@/lib/accounts/actions";
import type { IdentitiesView, IdentityView } from "@/lib/accounts/outside/view";
import { paths } from "@/lib/shared/paths";
import type { Provable } from "../second-step/proof-dialog";
import { useProof } from "../second-step/use-proof";
import { ProviderButtons } from "../provider-buttons";

/** By whom a person comes in: one more, and away with one. */
export function IdentitiesSection({ identities, providers, person }: IdentitiesView & { person: Provable }) {
  const t = useTranslations("account.page.outside");
  const format = useFormatter();
  const { proven, dialog } = useProof(person);
  const [removed, setRemoved] = useState<IdentityView>();
  const day = (iso: string) => format.dateTime(new Date(iso), { year: "numeric", month: "short", day: "numeric" });
  return (
    <>
      {identities.length > 0 && (
        <ul aria-label={t("title")} className="divide-y divide-line rounded-lg border border-line bg-surface">
          {identities.map((identity) => (
            <li key={identity.id} className="flex flex-wrap items-center gap-x-4 gap-y-2 px-4 py-3">
              <div className="min-w-0 flex-1 basis-56">
                <p className="truncate text-base font-medium">{identity.provider}</p>
                <p className="text-xs text-pretty break-words text-quiet">
                  {identity.email && `${identity.email} · `}
                  {t("used", { connected: day(identity.connectedAt), used: day(identity.lastUsedAt) })}
                </p>
              </div>
              <Button
                size="sm"
                variant="danger"
                aria-label={t("removeOf", { provider: identity.provider })}
                onClick={() => setRemoved(identity)}
              >
                {t("remove.ask")}
              </Button>
            </li>
          ))}
        </ul>
      )}
      <div className="flex flex-wrap gap-2">
        <ProviderButtons providers={providers} returnTo={paths.account()} words="connect" />
      </div>
      <ConfirmDialog
        open={removed !== undefined}
        onClose={() => setRemoved(undefined)}
        title={t("remove.title", { provider: removed?.provider ?? "" })}
        body={t("remove.body")}
        confirm={t("remove.confirm")}
        call={() => proven(() => removeIdentityAction({ id: removed!.id }))}
        done={t("remove.done")}
      />
      {dialog}
    </>
  );
}
