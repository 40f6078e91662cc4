"use client";

import { useInfiniteQuery } from "@tanstack/react-query";
import Link from "next/link";
import { useFormatter, useTranslations } from "use-intl";
import { fetchJson } from "@/components/data/fetch-json";
import { useLiveRefetch } from "@/components/data/use-live-refetch";
import { Alert } from "@/components/ui/alert";
import { Avatar } from "@/components/ui/avatar";
import { Button } from "@/components/ui/button";
import type { ActivityPage } from "@/lib/generations/review/view";
import { paths } from "@/lib/shared/paths";

interface ActivityListProps {
  team: string;
  project: string;
  /** What came with the page. */
  first: ActivityPage;
}

/** So often at most: every step of every clip says that something changed, and this is looked at in passing. */
const CALM_MS = 5_000;

/** Who did what with the clips of a project, kept true by the team's stream. */
export function ActivityList({ team, project, first }: ActivityListProps) {
  const t = useTranslations("activity");
  const format = useFormatter();
  const queryKey = ["activity", team, project];
  const { data, error, hasNextPage, isFetchingNextPage, fetchNextPage } = useInfiniteQuery({
    queryKey,
    queryFn: ({ pageParam, signal }) => fetchJson<ActivityPage>(paths.api.activity(team, project, pageParam), signal),
    initialPageParam: undefined as string | undefined,
    getNextPageParam: (page) => page.nextCursor ?? undefined,
    initialData: { pages: [first], pageParams: [undefined] },
    staleTime: CALM_MS,
  });
  useLiveRefetch(queryKey, "generation", "generation", "generation", CALM_MS);
  const items = data.pages.flatMap((page) => page.items);
  if (items.length === 0) return <p className="text-sm text-quiet">{t("empty")}</p>;
  return (
    <>
      <ol aria-label={t("title")} className="flex flex-col divide-y divide-line border-y border-line">
        {items.map(({ id, kind, by, at, stars, whose, clip }) => {
          const title = clip.take === null ? clip.title : t("take", { title: clip.title, take: clip.take });
          return (
            <li key={id} className="flex items-center gap-3 py-2 text-sm">
              <Avatar name={by} className="size-6" />
              <p className="min-w-0 flex-1 [overflow-wrap:anywhere]">
                <bdi className="font-medium">{by}</bdi>{" "}
                <span className="text-quiet">{t(`of.${kind}`, { stars: stars ?? 0, whose: whose ?? "" })}</span>{" "}
                {clip.isHere ? (
                  <Link href={paths.generation(team, project, clip.id)} prefetch={false} className="underline-offset-2 hover:underline">
                    <bdi>{title}</bdi>
                  </Link>
                ) : (
                  <bdi>{title}</bdi>
                )}
              </p>
              <time dateTime={at} className="shrink-0 text-xs text-quiet">
                {format.dateTime(new Date(at), { month: "short", day: "numeric", hour: "numeric", minute: "2-digit" })}
              </time>
            </li>
          );
        })}
      </ol>
      {error && <Alert>{t("unreachable")}</Alert>}
      {hasNextPage && (
        <Button variant="quiet" className="self-center" pending={isFetchingNextPage} onClick={() => void fetchNextPage()}>
          {t("older")}
        </Button>
      )}
    </>
  );
}
