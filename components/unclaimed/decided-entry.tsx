"use client";

import Link from "next/link";
import { useFormatter, useTranslations } from "use-intl";
import { useChange } from "@/components/data/use-change";
import { Alert } from "@/components/ui/alert";
import { Button } from "@/components/ui/button";
import { paths } from "@/lib/shared/paths";
import { bringBackUnclaimedAction } from "@/lib/generations/searching/tray/actions";
import type { UnclaimedView } from "@/lib/generations/searching/tray/view";
import { StatusBadge } from "./status-badge";

/** What became of an entry: who said so and when, and the way back where there is one. */
export function DecidedEntry({ team, entry }: { team: string; entry: UnclaimedView }) {
  const t = useTranslations("unclaimed");
  const format = useFormatter();
  const { change, pending, error } = useChange();
  const { decided } = entry;
  if (!decided) return null;
  const time = format.dateTime(new Date(decided.at), { dateStyle: "medium", timeStyle: "short" });
  const bringBack = () => change(() => bringBackUnclaimedAction(team, { id: entry.id }), t("broughtBack"));
  return (
    <li className="flex flex-col gap-2 rounded-lg border border-line bg-surface px-4 py-3">
      <div className="flex flex-wrap items-center gap-x-4 gap-y-2 text-sm">
        <StatusBadge status={entry.status} />
        <span className="min-w-0 font-mono text-xs break-all text-quiet">{entry.task.taskId}</span>
        <span className="text-quiet">{decided.by === null ? t("bySelf", { time }) : t("by", { name: decided.by, time })}</span>
        <span className="ml-auto flex gap-2">
          {decided.clip && (
            <Link
              href={paths.generation(team, decided.clip.projectSlug, decided.clip.generationId)}
              className="flex min-h-7 items-center underline underline-offset-2 hover:text-tungsten pointer-coarse:min-h-11"
            >
              {t("showClip")}
            </Link>
          )}
          {entry.status === "dismissed" && entry.file && (
            <Button size="sm" pending={pending} onClick={bringBack}>
              {t("bringBack")}
            </Button>
          )}
        </span>
      </div>
      {error && <Alert>{error}</Alert>}
    </li>
  );
}
