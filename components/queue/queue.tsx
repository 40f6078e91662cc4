"use client";

import { useQuery } from "@tanstack/react-query";
import Link from "next/link";
import { type ReactNode, useState } from "react";
import { useTranslations } from "use-intl";
import { RequestError } from "@/components/data/fetch-json";
import type { Person } from "@/lib/generations/policy";
import { useLiveRefetch } from "@/components/data/use-live-refetch";
import { PageHeader } from "@/components/ui/page-header";
import { Alert } from "@/components/ui/alert";
import { buttonVariants } from "@/components/ui/button";
import { Empty, EmptyDescription, EmptyTitle } from "@/components/ui/empty";
import { Segmented } from "@/components/ui/segmented";
import type { QueueEntryView, QueueView } from "@/lib/queue/view";
import { paths } from "@/lib/shared/paths";
import { queueQuery } from "./query-options";
import { KeptLines } from "./kept-lines";
import { LineMenu } from "./line-menu";
import { Presses } from "./presses";
import { QueueSection } from "./queue-section";
import { QueueStops } from "./queue-stops";

interface QueueProps {
  team: string;
  person: Person;
  initial: QueueView;
  may: { create: boolean; release: boolean };
  /** What else belongs beside the heading. */
  children?: ReactNode;
}

const GROUPS = {
  running: (entry: QueueEntryView) => entry.generation.status !== "waiting" && entry.generation.status !== "uncertain",
  uncertain: (entry: QueueEntryView) => entry.generation.status === "uncertain",
  waiting: (entry: QueueEntryView) => entry.generation.status === "waiting",
} as const;

/** What the team has under way, as it is at this moment: why something stands, what runs, and in which order the rest follows. */
export function Queue({ team, person, initial, may, children }: QueueProps) {
  const t = useTranslations("queue");
  const errors = useTranslations("errors");
  const query = queueQuery(team, initial);
  const { data = initial, error } = useQuery(query);
  useLiveRefetch(query.queryKey, "generation", "alarm", "line");
  const [whose, setWhose] = useState<"all" | "mine">("all");
  const isMine = (entry: QueueEntryView) => entry.generation.author.id === person.userId;
  const hasOthers = data.entries.some((entry) => !isMine(entry));
  const shown = whose === "mine" && hasOthers ? data.entries.filter(isMine) : data.entries;
  const { all, taken } = data.places;
  return (
    <>
      <PageHeader title={t("title")} description={t("description", { all, taken: Math.min(taken, all), waiting: data.counts.waiting })}>
        <div className="flex flex-wrap items-center gap-2">
          {children}
          {hasOthers && (
            <Segmented
              label={t("whose.label")}
              value={whose}
              onValueChange={setWhose}
              options={[
                { value: "all", label: t("whose.all") },
                { value: "mine", label: t("whose.mine") },
              ]}
            />
          )}
          {may.create && (data.entries.length > 0 || data.kept.length > 0) && <LineMenu team={team} person={person} queue={data} />}
        </div>
      </PageHeader>
      {/* Somebody who was signed out meanwhile is told so, and not that the studio is silent. */}
      {error && <Alert>{error instanceof RequestError && error.error ? errors(error.error.code) : t("stale")}</Alert>}
      <QueueStops team={team} stops={data.stops} mayRelease={may.release} />
      <KeptLines kept={data.kept} userId={person.userId} />
      <Presses team={team} person={person} mayCreate={may.create} presses={data.presses} />
      {data.entries.length === 0 && (
        <Empty>
          <EmptyTitle>{t("empty.title")}</EmptyTitle>
          <EmptyDescription>{t("empty.body")}</EmptyDescription>
          {may.create && (
            <Link href={paths.home()} className={buttonVariants({ variant: "primary" })}>
              {t("empty.action")}
            </Link>
          )}
        </Empty>
      )}
      {(["running", "uncertain", "waiting"] as const).map((name) => (
        <QueueSection
          key={name}
          name={name}
          team={team}
          person={person}
          entries={shown.filter(GROUPS[name])}
          hasStops={data.stops.length > 0}
        />
      ))}
      {data.more > 0 && <p className="text-sm text-quiet">{t("more", { count: data.more })}</p>}
      {data.entries.length > 0 && <p className="text-xs text-pretty text-quiet">{t("fairness")}</p>}
    </>
  );
}
