"use client";

import { useQuery } from "@tanstack/react-query";
import Link from "next/link";
import { useFormatter, useTranslations } from "use-intl";
import { fetchJson } from "@/components/data/fetch-json";
import { useLiveRefetch } from "@/components/data/use-live-refetch";
import { Empty, EmptyDescription, EmptyTitle } from "@/components/ui/empty";
import type { WaitingView } from "@/lib/generations/review/view";
import { paths } from "@/lib/shared/paths";

interface WaitingListProps {
  team: string;
  /** What came with the page. */
  first: WaitingView[];
}

/** Every step of every clip says that something changed. */
const CALM_MS = 2_000;

/** What somebody was asked to look at, kept true by the team's stream: each leads to its clip. */
export function WaitingList({ team, first }: WaitingListProps) {
  const t = useTranslations("activity");
  const format = useFormatter();
  const queryKey = ["waiting", team];
  const { data: clips } = useQuery({
    queryKey,
    queryFn: ({ signal }) => fetchJson<WaitingView[]>(paths.api.reviews(team), signal),
    initialData: first,
    staleTime: CALM_MS,
  });
  useLiveRefetch(queryKey, "generation", "project", "member", CALM_MS);
  if (clips.length === 0) {
    return (
      <Empty>
        <EmptyTitle>{t("waiting.none")}</EmptyTitle>
        <EmptyDescription>{t("waiting.noneBody")}</EmptyDescription>
      </Empty>
    );
  }
  return (
    <ul aria-label={t("waiting.title")} className="flex flex-col divide-y divide-line border-y border-line">
      {clips.map(({ id, title, take, project, hasPoster, dueOn }) => (
        <li key={id}>
          <Link
            href={paths.generation(team, project.slug, id)}
            prefetch={false}
            className="flex items-center gap-4 rounded-md py-2.5 hover:bg-raised focus-visible:-outline-offset-2"
          >
            <span className="h-12 w-20 shrink-0 overflow-hidden rounded-sm bg-raised">
              {hasPoster && <img src={paths.api.media(id, "poster")} alt="" loading="lazy" className="size-full object-cover" />}
            </span>
            <span className="min-w-0 flex-1">
              <bdi className="line-clamp-2 text-sm [overflow-wrap:anywhere]">{take === null ? title : t("take", { title, take })}</bdi>
              <bdi className="block truncate text-xs text-quiet">{project.name}</bdi>
            </span>
            {dueOn && (
              <span className="shrink-0 text-xs text-quiet">
                {t("waiting.due", { day: format.dateTime(new Date(dueOn), { dateStyle: "medium", timeZone: "UTC" }) })}
              </span>
            )}
          </Link>
        </li>
      ))}
    </ul>
  );
}
