"use client";

import { CirclePause } from "@/components/ui/icons";
import { useFormatter, useTranslations } from "use-intl";
import type { KeptLine } from "@/lib/queue/view";

/** Whose clips somebody keeps where they are, and since when. */
export function KeptLines({ kept, userId }: { kept: readonly KeptLine[]; userId: string }) {
  const t = useTranslations("queue.line");
  const format = useFormatter();
  if (kept.length === 0) return null;
  return (
    <ul data-slot="kept-lines" className="flex flex-col gap-2">
      {kept.map((line) => {
        const time = format.dateTime(new Date(line.since), { month: "short", day: "numeric", hour: "numeric", minute: "2-digit" });
        const word = line.userId === null ? "keptAll" : line.userId === userId ? "keptMine" : "keptOne";
        return (
          <li key={line.userId ?? "all"} className="flex items-start gap-3 rounded-lg border border-line bg-surface p-3 text-sm">
            <CirclePause aria-hidden="true" className="mt-0.5 icon text-quiet" />
            <span className="text-pretty">{t(word, { by: line.by, time })}</span>
          </li>
        );
      })}
    </ul>
  );
}
