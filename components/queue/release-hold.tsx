"use client";

import { useQueryClient } from "@tanstack/react-query";
import { useState } from "react";
import { useFormatter, useTranslations } from "use-intl";
import { useAction } from "@/components/data/use-action";
import { Alert } from "@/components/ui/alert";
import { Button } from "@/components/ui/button";
import { Dialog, DialogFooter } from "@/components/ui/dialog";
import { toast } from "@/components/ui/toast-store";
import { releaseHoldAction } from "@/lib/studio/actions";
import type { HoldView } from "@/lib/generations/view";
import { queueQuery } from "./query-options";

/** Ending a hold on somebody's word. What it means is said first, also when the provider's list was not looked through yet. */
export function ReleaseHold({ team, hold }: { team: string; hold: HoldView }) {
  const t = useTranslations("queue.release");
  const common = useTranslations("common");
  const format = useFormatter();
  const queryClient = useQueryClient();
  const [open, setOpen] = useState(false);
  const { run, pending, error } = useAction();
  const isChecked = hold.checkedAt !== null;
  const release = () =>
    run(
      () => releaseHoldAction(team, { anyway: !isChecked }),
      () => {
        setOpen(false);
        toast({ title: t("done") });
        void queryClient.invalidateQueries({ queryKey: queueQuery(team).queryKey, exact: true });
      },
    );
  return (
    <>
      <Button size="sm" className="mt-2" onClick={() => setOpen(true)}>
        {t("button")}
      </Button>
      <Dialog open={open} onOpenChange={setOpen} title={t("title")} description={t("body")}>
        <ul className="flex list-disc flex-col gap-1 pl-5 text-sm text-pretty">
          <li>{t("uncertain", { count: hold.uncertain })}</li>
          <li>{t("waiting", { count: hold.waiting })}</li>
          <li>
            {hold.checkedAt === null
              ? t("unchecked")
              : t("checked", { time: format.dateTime(new Date(hold.checkedAt), { hour: "numeric", minute: "2-digit" }) })}
          </li>
        </ul>
        {error && <Alert>{error}</Alert>}
        <DialogFooter>
          <Button onClick={() => setOpen(false)}>{common("cancel")}</Button>
          <Button variant={isChecked ? "primary" : "danger"} pending={pending} onClick={release}>
            {isChecked ? t("confirm") : t("confirmAnyway")}
          </Button>
        </DialogFooter>
      </Dialog>
    </>
  );
}
