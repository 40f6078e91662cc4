"use client";

import { CirclePause, Clock, HardDrive, Hand, KeyRound, PowerOff, WifiOff, type Icon } from "@/components/ui/icons";
import Link from "next/link";
import { useFormatter, useTranslations } from "use-intl";
import { useNow } from "@/components/clip/now";
import { buttonVariants } from "@/components/ui/button";
import { formatClock } from "@/lib/i18n/format";
import type { QueueStop } from "@/lib/queue/view";
import { cn } from "@/lib/shared/cn";
import { paths } from "@/lib/shared/paths";
import { ReleaseHold } from "./release-hold";

const ICONS = {
  worker: PowerOff,
  hold: Hand,
  keyUnreadable: KeyRound,
  keyMissing: KeyRound,
  refused: KeyRound,
  pause: Clock,
  trouble: WifiOff,
  disk: HardDrive,
} as const satisfies Record<QueueStop["kind"], Icon>;

interface QueueStopsProps {
  team: string;
  stops: readonly QueueStop[];
  /** Owners release holds and set keys. */
  mayRelease: boolean;
}

/** Why the queue stands, or goes slower than usual; with the time that is left where there is one. */
export function QueueStops({ team, stops, mayRelease }: QueueStopsProps) {
  const t = useTranslations("queue.stops");
  const label = useTranslations("queue");
  if (stops.length === 0) return null;
  return (
    <ul aria-label={label("stopped")} data-slot="queue-stops" className="flex flex-col gap-2">
      {stops.map((stop) => {
        const Icon = ICONS[stop.kind] ?? CirclePause;
        return (
          <li key={stop.kind} data-stop={stop.kind} className="flex items-start gap-3 rounded-lg border border-uncertain/40 bg-surface p-3">
            <Icon aria-hidden="true" className="mt-0.5 icon text-uncertain" />
            <div className="min-w-0 flex-1">
              <p className="flex flex-wrap items-baseline justify-between gap-x-4 text-sm font-medium">
                {t(`${stop.kind}.title`)}
                {"until" in stop && <Left until={stop.until} />}
              </p>
              <StopBody stop={stop} />
              {stop.kind === "hold" && mayRelease && <ReleaseHold team={team} hold={stop.hold} />}
              {(stop.kind === "refused" || stop.kind === "keyUnreadable" || stop.kind === "keyMissing") && mayRelease && (
                <Link href={paths.provider(team)} className={cn(buttonVariants({ size: "sm" }), "mt-2")}>
                  {label("openProvider")}
                </Link>
              )}
            </div>
          </li>
        );
      })}
    </ul>
  );
}

function StopBody({ stop }: { stop: QueueStop }) {
  const t = useTranslations("queue.stops");
  const format = useFormatter();
  const at = (iso: string) => format.dateTime(new Date(iso), { month: "short", day: "numeric", hour: "numeric", minute: "2-digit" });
  const text = (() => {
    switch (stop.kind) {
      case "worker":
      case "trouble":
        return stop.since === null ? t(`${stop.kind}.body`) : `${t(`${stop.kind}.body`)} ${t("since", { time: at(stop.since) })}`;
      case "hold":
        return `${t(`hold.reasons.${stop.hold.reason}`)} ${t("hold.body")} ${t("since", { time: at(stop.hold.since) })}`;
      case "refused":
        return t("refused.body", { reason: stop.reason });
      case "keyUnreadable":
      case "keyMissing":
      case "pause":
      case "disk":
        return t(`${stop.kind}.body`);
    }
  })();
  return <p className="mt-0.5 text-sm text-pretty text-quiet">{text}</p>;
}

/** A clock that runs down to when it goes on. */
function Left({ until }: { until: string }) {
  const t = useTranslations("queue.stops");
  const now = useNow(true);
  const seconds = now === null ? null : (Date.parse(until) - now) / 1000;
  return (
    <span className="font-mono text-xs font-normal text-quiet tabular">
      {seconds === null ? "" : seconds > 0 ? t("left", { time: formatClock(seconds) }) : t("soon")}
    </span>
  );
}
