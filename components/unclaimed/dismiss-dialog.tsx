"use client";

import { useTranslations } from "use-intl";
import { ConfirmDialog } from "@/components/dialogs/confirm-dialog";
import { dismissUnclaimedAction } from "@/lib/generations/searching/tray/actions";
import type { UnclaimedView } from "@/lib/generations/searching/tray/view";

/** "Not ours": off the list, with a month to change one's mind. */
export default function DismissDialog({ team, entry, onClose }: { team: string; entry: UnclaimedView; onClose: () => void }) {
  const t = useTranslations("unclaimed.dismiss");
  return (
    <ConfirmDialog
      title={t("title")}
      body={t("body")}
      confirm={t("confirm")}
      done={t("done")}
      call={() => dismissUnclaimedAction(team, { id: entry.id })}
      onClose={onClose}
    />
  );
}
