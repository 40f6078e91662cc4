"use client";

import { useQuery } from "@tanstack/react-query";
import { useTranslations } from "use-intl";
import { queueCountsQuery } from "@/components/queue/query-options";
import { VisuallyHidden } from "@/components/ui/visually-hidden";
import type { QueueCounts } from "@/lib/queue/view";
import { cn } from "@/lib/shared/cn";

/**
 * The lamp: a thin line of light under the header, on every page, for as long as anything of yours is being made. What
 * is not confirmed does not count: it waits for a person and not for us. The pill beside it keeps the numbers fresh.
 */
export function Lamp({ team, initial }: { team: string; initial: QueueCounts }) {
  const t = useTranslations("shell");
  const { data = initial } = useQuery(queueCountsQuery(team, initial));
  const running = data.mine;
  return (
    <>
      <span
        data-slot="lamp"
        data-lit={running > 0 || undefined}
        aria-hidden="true"
        className={cn("absolute inset-x-0 -bottom-px h-0.5 bg-tungsten transition-opacity duration-240", running === 0 && "opacity-0")}
      />
      <VisuallyHidden role="status">{running > 0 ? t("lamp", { count: running }) : ""}</VisuallyHidden>
    </>
  );
}
