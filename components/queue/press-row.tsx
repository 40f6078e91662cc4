"use client";

import { useQueryClient } from "@tanstack/react-query";
import { late } from "@/components/ui/late";
import { Ban, Pause, Play, RotateCcw } from "@/components/ui/icons";
import Link from "next/link";
import { Suspense, useState } from "react";
import { useFormatter, useTranslations } from "use-intl";
import { useAction } from "@/components/data/use-action";
import { ConfirmDialog } from "@/components/dialogs/confirm-dialog";
import { Alert } from "@/components/ui/alert";
import { Button } from "@/components/ui/button";
import { toast } from "@/components/ui/toast-store";
import { roleMay } from "@/lib/access/permissions";
import type { Person } from "@/lib/generations/policy";
import { cancelWaitingAction, pauseLineAction, resumeLineAction } from "@/lib/queue/actions";
import type { PressView } from "@/lib/queue/view";
import { paths } from "@/lib/shared/paths";
import { queueQuery } from "./query-options";

const RetryDialog = late(async () => (await import("@/components/clip/retry/retry-dialog")).default);

interface PressRowProps {
  team: string;
  person: Person;
  mayCreate: boolean;
  press: PressView;
}

/** One batch: whose and where, how far it is, and what can be done with all of it. */
export function PressRow({ team, person, mayCreate, press }: PressRowProps) {
  const t = useTranslations("queue.presses");
  const line = useTranslations("queue.line");
  const retry = useTranslations("retry");
  const format = useFormatter();
  const queryClient = useQueryClient();
  const { run, pending, error } = useAction();
  const [asks, setAsks] = useState<"cancel" | "retry" | null>(null);
  const again = () => void queryClient.invalidateQueries({ queryKey: queueQuery(team).queryKey, exact: true });
  const { id: pressId, author, project, waiting, again: retriable, kept } = press;
  const maySteer = mayCreate && (author.id === person.userId || roleMay(person.role, "queue.manage"));
  const input = { whose: "press", pressId } as const;
  const steer = () => (kept ? run(() => resumeLineAction(team, input), again) : run(() => pauseLineAction(team, input), again));
  const at = (iso: string) => format.dateTime(new Date(iso), { month: "short", day: "numeric", hour: "numeric", minute: "2-digit" });
  const prompt = press.prompt || t("noPrompt");
  const counts = (["ready", "underWay", "waiting", "failed"] as const).filter((name) => press[name] > 0);
  return (
    <li
      aria-label={t("label", { prompt })}
      data-press-id={pressId}
      className="flex flex-col gap-2 p-3 md:flex-row md:items-center md:gap-4"
    >
      <div className="min-w-0 flex-1">
        <p dir="auto" title={prompt} className="truncate text-sm font-medium">
          <Link href={paths.create(team, project.slug)} className="hover:underline">
            {prompt}
          </Link>
        </p>
        <p className="text-xs text-quiet">
          {t("facts", { clips: press.clips, author: author.name, time: at(press.created) })} · {project.name}
        </p>
        <p className="text-xs tabular">{counts.map((name) => t(name, { count: press[name] })).join(" · ")}</p>
        {kept && <p className="text-xs text-uncertain">{t("kept", { by: kept.by, time: at(kept.since) })}</p>}
        {error && <Alert>{error}</Alert>}
      </div>
      <div className="flex flex-wrap gap-1.5 md:justify-end">
        {mayCreate && retriable > 0 && (
          <Button size="sm" onClick={() => setAsks("retry")}>
            <RotateCcw aria-hidden="true" />
            {retry("openCount", { count: retriable })}
          </Button>
        )}
        {maySteer && (waiting > 0 || kept) && (
          <Button size="sm" pending={pending} onClick={steer}>
            {kept ? <Play aria-hidden="true" /> : <Pause aria-hidden="true" />}
            {t(kept ? "resume" : "pause")}
          </Button>
        )}
        {maySteer && waiting > 0 && (
          <Button size="sm" variant="quiet" onClick={() => setAsks("cancel")}>
            <Ban aria-hidden="true" />
            {t("cancel")}
          </Button>
        )}
      </div>
      {asks === "cancel" && (
        <ConfirmDialog
          onClose={() => setAsks(null)}
          title={t("cancelTitle")}
          body={line("cancelBody")}
          confirm={line("cancelConfirm", { count: waiting })}
          call={() => cancelWaitingAction(team, input)}
          onDone={({ cancelled }) => {
            toast({ title: line("cancelled", { count: cancelled }) });
            again();
          }}
        />
      )}
      {asks === "retry" && (
        <Suspense>
          <RetryDialog team={team} of={{ pressId }} onMade={again} onClose={() => setAsks(null)} />
        </Suspense>
      )}
    </li>
  );
}
