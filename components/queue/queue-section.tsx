"use client";

import { useId } from "react";
import { useTranslations } from "use-intl";
import type { Person } from "@/lib/generations/policy";
import type { QueueEntryView } from "@/lib/queue/view";
import { QueueRow } from "./queue-row";

interface QueueSectionProps {
  name: "running" | "uncertain" | "waiting";
  team: string;
  person: Person;
  entries: readonly QueueEntryView[];
  hasStops: boolean;
}

/** One part of the queue, in its order; nothing where it is empty. */
export function QueueSection({ name, team, person, entries, hasStops }: QueueSectionProps) {
  const t = useTranslations("queue.sections");
  const id = useId();
  if (entries.length === 0) return null;
  return (
    <section data-slot="queue-section" aria-labelledby={id} className="flex flex-col gap-2">
      <h2 id={id} className="flex items-baseline gap-2 text-base font-semibold">
        {t(name)}
        <span className="text-sm font-normal text-quiet tabular">{entries.length}</span>
      </h2>
      {name === "uncertain" && <p className="-mt-1 text-sm text-pretty text-quiet">{t("uncertainBody")}</p>}
      <ol className="divide-y divide-line rounded-lg border border-line bg-surface">
        {entries.map((entry) => (
          <QueueRow key={entry.generation.id} team={team} person={person} entry={entry} hasStops={hasStops} />
        ))}
      </ol>
    </section>
  );
}
