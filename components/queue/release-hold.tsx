"use client";

import { useQueryClient } from "@tanstack/react-query";
import { useState } from "react";
import { useFormatter, useTranslations } from "use-intl";
import { ConfirmDialog } from "@/components/dialogs/confirm-dialog";
import { Button } from "@/components/ui/button";
import { releaseHoldAction } from "@/lib/studio/actions";
import type { HoldView } from "@/lib/generations/view";
import { queueQuery } from "./query-options";

/** Ending a hold on somebody's word. What it means is said first, also when the provider's list was not looked through yet. */
export function ReleaseHold({ team, hold }: { team: string; hold: HoldView }) {
  const t = useTranslations("queue.release");
  const format = useFormatter();
  const queryClient = useQueryClient();
  const [open, setOpen] = useState(false);
  const isChecked = hold.checkedAt !== null;
  return (
    <>
      <Button size="sm" className="mt-2" onClick={() => setOpen(true)}>
        {t("button")}
      </Button>
      <ConfirmDialog
        open={open}
        onClose={() => setOpen(false)}
        title={t("title")}
        body={t("body")}
        confirm={isChecked ? t("confirm") : t("confirmAnyway")}
        variant={isChecked ? "primary" : "danger"}
        call={() => releaseHoldAction(team, { anyway: !isChecked })}
        done={t("done")}
        onDone={() => void queryClient.invalidateQueries({ queryKey: queueQuery(team).queryKey, exact: true })}
      >
        <ul className="flex list-disc flex-col gap-1 pl-5 text-sm text-pretty">
          <li>{t("uncertain", { count: hold.uncertain })}</li>
          <li>{t("waiting", { count: hold.waiting })}</li>
          <li>
            {hold.checkedAt === null
              ? t("unchecked")
              : t("checked", { time: format.dateTime(new Date(hold.checkedAt), { hour: "numeric", minute: "2-digit" }) })}
          </li>
        </ul>
      </ConfirmDialog>
    </>
  );
}
