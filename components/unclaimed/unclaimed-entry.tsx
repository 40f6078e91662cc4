"use client";

import { Suspense, useState } from "react";
import { useFormatter, useLocale, useTranslations } from "use-intl";
import { late } from "@/components/ui/late";
import { TaskClip } from "@/components/clip/uncertain/task-clip";
import { Badge } from "@/components/ui/badge";
import { Button } from "@/components/ui/button";
import { formatBytes } from "@/lib/i18n/format";
import type { TrayView, UnclaimedView } from "@/lib/generations/searching/tray/view";
import { StatusBadge } from "./status-badge";

const AssignDialog = late(async () => (await import("./assign-dialog")).default);
const KeepDialog = late(async () => (await import("./keep-dialog")).default);
const DismissDialog = late(async () => (await import("./dismiss-dialog")).default);

interface UnclaimedEntryProps {
  team: string;
  entry: UnclaimedView;
  projects: TrayView["projects"];
}

/** One task that belongs to nobody: our copy of it, what the provider says of it, and what can be decided. */
export function UnclaimedEntry({ team, entry, projects }: UnclaimedEntryProps) {
  const t = useTranslations("unclaimed");
  const [open, setOpen] = useState<"assign" | "keep" | "dismiss" | null>(null);
  const close = () => setOpen(null);
  return (
    <li
      data-slot="unclaimed-entry"
      data-task={entry.task.taskId}
      className="flex flex-col gap-4 rounded-lg border border-line bg-surface p-4 md:flex-row"
    >
      <TaskClip
        team={team}
        id={entry.file && entry.id}
        label={t("clip", { taskId: entry.task.taskId })}
        absent={t("noClip")}
        className="self-start md:w-72"
      />
      <div className="flex min-w-0 flex-1 flex-col gap-3">
        <div className="flex flex-wrap items-center gap-2">
          <StatusBadge status={entry.status} />
          <Badge>{t(`reason.${entry.reason}`)}</Badge>
        </div>
        <EntryFacts entry={entry} />
        <div className="mt-auto flex flex-wrap gap-2">
          <Button aria-haspopup="dialog" onClick={() => setOpen("assign")}>
            {t("assign.button")}
          </Button>
          <Button
            aria-haspopup="dialog"
            disabled={entry.status !== "saved"}
            title={entry.status === "saved" ? undefined : t("keep.notYet")}
            onClick={() => setOpen("keep")}
          >
            {t("keep.button")}
          </Button>
          <Button variant="quiet" aria-haspopup="dialog" onClick={() => setOpen("dismiss")}>
            {t("dismiss.button")}
          </Button>
        </div>
      </div>
      <Suspense>
        {open === "assign" && <AssignDialog team={team} entry={entry} onClose={close} />}
        {open === "keep" && <KeepDialog team={team} entry={entry} projects={projects} onClose={close} />}
        {open === "dismiss" && <DismissDialog team={team} entry={entry} onClose={close} />}
      </Suspense>
    </li>
  );
}

function EntryFacts({ entry }: { entry: UnclaimedView }) {
  const t = useTranslations("unclaimed.facts");
  const locale = useLocale();
  const format = useFormatter();
  const { task, file } = entry;
  const length = task.durationSeconds;
  const rows: [label: string, value: string | null][] = [
    [t("made"), task.createdAt && format.dateTime(new Date(task.createdAt), { dateStyle: "medium", timeStyle: "medium" })],
    [t("model"), task.model],
    [t("size"), [task.resolution, task.ratio].filter(Boolean).join(" · ") || null],
    [t("length"), length === null ? null : t("seconds", { count: format.number(length) })],
    [t("seed"), task.seed === null ? null : String(task.seed)],
    [t("cost"), task.tokens === null ? null : t("tokens", { count: format.number(task.tokens) })],
    [t("file"), file && formatBytes(locale, file.sizeBytes)],
    [t("taskId"), task.taskId],
  ];
  return (
    <dl className="grid gap-x-6 text-sm sm:grid-cols-2">
      {rows.map(([label, value]) => (
        <div key={label} className="flex gap-3 border-t border-line py-1.5">
          <dt className="w-20 shrink-0 text-quiet">{label}</dt>
          <dd className="min-w-0 flex-1 text-text tabular select-text [overflow-wrap:anywhere]">{value ?? t("unknown")}</dd>
        </div>
      ))}
    </dl>
  );
}
