"use client";

import { useQueryClient } from "@tanstack/react-query";
import { Ban, Ellipsis, Pause, Play } from "@/components/ui/icons";
import { useState } from "react";
import { useTranslations } from "use-intl";
import { ConfirmDialog } from "@/components/dialogs/confirm-dialog";
import { useAction } from "@/components/data/use-action";
import { Alert } from "@/components/ui/alert";
import { buttonVariants } from "@/components/ui/button";
import { Menu, MenuContent, MenuItem, MenuTrigger } from "@/components/ui/menu";
import { toast } from "@/components/ui/toast-store";
import { roleMay } from "@/lib/access/permissions";
import type { Person } from "@/lib/generations/policy";
import { cancelWaitingAction, pauseLineAction, resumeLineAction } from "@/lib/queue/actions";
import type { QueueView } from "@/lib/queue/view";
import { queueQuery } from "./query-options";

type Whose = "mine" | "all";

/** What can be done to all that waits: one's own, and everybody's for whoever manages the queue. What was sent is paid for, and left alone. */
export function LineMenu({ team, person, queue }: { team: string; person: Person; queue: QueueView }) {
  const t = useTranslations("queue.line");
  const queryClient = useQueryClient();
  const { run, error } = useAction();
  const [asks, setAsks] = useState<Whose | null>(null);
  const again = () => void queryClient.invalidateQueries({ queryKey: queueQuery(team).queryKey, exact: true });
  const isKept = (whose: Whose) => queue.kept.some(({ userId }) => userId === (whose === "mine" ? person.userId : null));
  const waiting = (whose: Whose) =>
    queue.entries.filter(({ generation: { status, author } }) => status === "waiting" && (whose === "all" || author.id === person.userId))
      .length;
  const options: readonly Whose[] = roleMay(person.role, "queue.manage") ? ["mine", "all"] : ["mine"];
  const words = {
    mine: { pause: t("pauseMine"), resume: t("resumeMine"), cancel: t("cancelMine") },
    all: { pause: t("pauseAll"), resume: t("resumeAll"), cancel: t("cancelAll") },
  };
  return (
    <>
      <Menu>
        <MenuTrigger aria-label={t("label")} className={buttonVariants({ size: "icon" })}>
          <Ellipsis aria-hidden="true" />
        </MenuTrigger>
        <MenuContent aria-label={t("label")}>
          {options.map((whose) =>
            isKept(whose) ? (
              <MenuItem key={`line ${whose}`} onSelect={() => run(() => resumeLineAction(team, { whose }), again)}>
                <Play aria-hidden="true" />
                {words[whose].resume}
              </MenuItem>
            ) : (
              <MenuItem key={`line ${whose}`} onSelect={() => run(() => pauseLineAction(team, { whose }), again)}>
                <Pause aria-hidden="true" />
                {words[whose].pause}
              </MenuItem>
            ),
          )}
          {options.map((whose) => (
            <MenuItem key={`cancel ${whose}`} tone="danger" disabled={waiting(whose) === 0} onSelect={() => setAsks(whose)}>
              <Ban aria-hidden="true" />
              {words[whose].cancel}
            </MenuItem>
          ))}
        </MenuContent>
      </Menu>
      {error && <Alert>{error}</Alert>}
      {asks && (
        <ConfirmDialog
          onClose={() => setAsks(null)}
          title={t("cancelTitle", { whose: asks })}
          body={t("cancelBody")}
          confirm={t("cancelConfirm", { count: waiting(asks) + (asks === "all" ? queue.more : 0) })}
          call={() => cancelWaitingAction(team, { whose: asks })}
          onDone={({ cancelled }) => {
            toast({ title: t("cancelled", { count: cancelled }) });
            again();
          }}
        />
      )}
    </>
  );
}
