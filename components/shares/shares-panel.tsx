"use client";

import { useRouter } from "next/navigation";
import { useState } from "react";
import { useTranslations } from "use-intl";
import { useLiveUpdates } from "@/components/data/live-updates";
import { ConfirmDialog } from "@/components/dialogs/confirm-dialog";
import { Button } from "@/components/ui/button";
import { Empty, EmptyTitle } from "@/components/ui/empty";
import { toast } from "@/components/ui/toast-store";
import { revokeAllSharesAction } from "@/lib/shares/actions";
import type { ShareView } from "@/lib/shares/view";
import { ShareRow } from "./share-row";

interface SharesPanelProps {
  team: string;
  shares: readonly ShareView[];
  mayRevokeAll: boolean;
}

/** The links of a team that work. */
export function SharesPanel({ team, shares, mayRevokeAll }: SharesPanelProps) {
  const t = useTranslations("shares");
  const router = useRouter();
  const [isAsking, setAsking] = useState(false);
  useLiveUpdates("share", () => router.refresh());
  if (shares.length === 0)
    return (
      <Empty>
        <EmptyTitle>{t("none")}</EmptyTitle>
      </Empty>
    );
  return (
    <div className="flex flex-col gap-3">
      <ul aria-label={t("living")} className="divide-y divide-line rounded-lg border border-line bg-surface">
        {shares.map((share) => (
          <ShareRow key={share.id} team={team} share={share} onRevoked={() => router.refresh()} />
        ))}
      </ul>
      {mayRevokeAll && (
        <Button variant="danger" className="self-end" onClick={() => setAsking(true)}>
          {t("revokeAll.open")}
        </Button>
      )}
      <ConfirmDialog
        open={isAsking}
        onClose={() => setAsking(false)}
        title={t("revokeAll.title")}
        body={t("revokeAll.body")}
        confirm={t("revokeAll.confirm")}
        call={() => revokeAllSharesAction(team, {})}
        onDone={({ count }) => {
          toast({ title: t("revokeAll.done", { count }) });
          router.refresh();
        }}
      />
    </div>
  );
}
