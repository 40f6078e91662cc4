"use client";

import { useTranslations } from "use-intl";
import { dismissUnclaimedAction } from "@/lib/generations/searching/tray/actions";
import type { UnclaimedView } from "@/lib/generations/searching/tray/view";
import { DecisionDialog } from "./decision-dialog";

/** "Not ours": off the list, with a month to change one's mind. */
export default function DismissDialog({ team, entry, onClose }: { team: string; entry: UnclaimedView; onClose: () => void }) {
  const t = useTranslations("unclaimed.dismiss");
  return (
    <DecisionDialog
      title={t("title")}
      body={t("body")}
      confirm={t("confirm")}
      done={t("done")}
      variant="danger"
      onDecide={() => dismissUnclaimedAction(team, { id: entry.id })}
      onClose={onClose}
    />
  );
}
