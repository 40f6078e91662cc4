"use client";

import { useQuery, useQueryClient } from "@tanstack/react-query";
import { CircleHelp, ListVideo } from "@/components/ui/icons";
import Link from "next/link";
import { useTranslations } from "use-intl";
import { useLiveReconnect, useLiveUpdates } from "@/components/data/live-updates";
import { VisuallyHidden } from "@/components/ui/visually-hidden";
import { countsOf, type QueueCounts, type TeamCounts } from "@/lib/queue/view";
import { paths } from "@/lib/shared/paths";
import { queueCountsQuery } from "./query-options";

/** How much is open in the team, on every page; nothing while nothing is. */
export function QueuePill({ team, userId, initial }: { team: string; userId: string; initial: QueueCounts }) {
  const t = useTranslations("shell.queue");
  const query = queueCountsQuery(team, initial);
  const { data = initial } = useQuery(query);
  const queryClient = useQueryClient();
  useLiveUpdates("queue", (_team, news) => queryClient.setQueryData(query.queryKey, countsOf(news as TeamCounts, userId)));
  const ask = () => void queryClient.invalidateQueries({ queryKey: query.queryKey, exact: true });
  // A change that brings its news along is followed by the new numbers.
  useLiveUpdates("generation", (_id, news) => (news === undefined ? ask() : undefined));
  useLiveReconnect(ask);
  const { running, waiting, uncertain } = data;
  if (running + waiting + uncertain === 0) return null;
  return (
    <Link
      href={paths.queue(team)}
      data-slot="queue-pill"
      title={t("pill", { running, waiting, uncertain })}
      // A finger needs more room than the eye: the border stays small.
      className="group/pill flex items-center rounded-full pointer-coarse:min-h-11"
    >
      <span className="flex min-h-8 items-center gap-1.5 rounded-full border border-line px-2.5 text-xs font-medium text-quiet tabular transition-colors group-hover/pill:bg-raised group-hover/pill:text-text">
        <VisuallyHidden>{t("pill", { running, waiting, uncertain })}</VisuallyHidden>
        <ListVideo aria-hidden="true" className="icon size-3.5" />
        <span aria-hidden="true" className="max-xl:hidden">
          {[
            running > 0 && t("running", { count: running }),
            waiting > 0 && t("waiting", { count: waiting }),
            uncertain > 0 && t("unsure", { count: uncertain }),
          ]
            .filter(Boolean)
            .join(" · ")}
        </span>
        <span aria-hidden="true" className="flex items-center gap-1 xl:hidden">
          <span className={running > 0 ? "text-running" : undefined}>{running}</span>
          <span className="text-line-strong">·</span>
          <span>{waiting}</span>
        </span>
        {uncertain > 0 && (
          <span aria-hidden="true" className="flex items-center gap-0.5 text-uncertain xl:hidden">
            <CircleHelp className="icon size-3.5" />
            {uncertain}
          </span>
        )}
      </span>
    </Link>
  );
}
