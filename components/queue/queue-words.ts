"use client";

import { useFormatter, useTranslations } from "use-intl";
import { formatClock } from "@/lib/i18n/format";
import { isPolled } from "@/lib/generations/lifecycle";
import type { QueueEntryView } from "@/lib/queue/view";
import { remainingTime } from "@/components/clip/remaining-time";

/** A look that comes sooner is no news. */
const SOON_MS = 15_000;

/** The sentences of one row, in the reader's language. */
export function useQueueWords() {
  const t = useTranslations("queue");
  const gallery = useTranslations("gallery");
  const format = useFormatter();

  const roughly = (seconds: number): string => {
    if (seconds < 55) return t("time.seconds", { count: Math.max(10, Math.round(seconds / 10) * 10) });
    if (seconds < 90 * 60) return t("time.minutes", { count: Math.max(1, Math.round(seconds / 60)) });
    return t("time.hours", { count: Math.round(seconds / 3600) });
  };

  const time = (iso: string): string => format.dateTime(new Date(iso), { hour: "numeric", minute: "2-digit" });

  const place = (number: number): string => (number === 1 ? t("place.next") : t("place.nth", { place: number, ahead: number - 1 }));

  /**
   * What happens now; how long it will take, or that nobody knows; how often it was tried, and when again. Not what the
   * page says once for all of them: why everybody waits, and what becomes of those that are not confirmed.
   */
  const lines = (entry: QueueEntryView, now: number | null, hasStops: boolean): string[] => {
    const { generation, startsInSeconds, failures } = entry;
    const { status, progress } = generation;
    const { waitingFor = null, usual = null, nextAction = null } = progress ?? {};
    const found: string[] = [];
    if (waitingFor && waitingFor !== "turn" && !(hasStops && entry.place !== null))
      found.push(gallery(`waitingFor.${waitingFor}`, { ahead: 0 }));
    else if (status === "sending" || status === "saving") found.push(t(`state.${status}`));
    if (status === "waiting" && entry.place !== null)
      found.push(
        startsInSeconds === null
          ? usual
            ? t("eta.takes", { time: roughly(usual.medianSeconds) })
            : t("eta.none")
          : startsInSeconds === 0
            ? t("eta.starts.now")
            : t("eta.starts.in", { time: roughly(startsInSeconds) }),
      );
    if (isPolled(status)) {
      if (usual === null) found.push(t("eta.none"));
      else if (now !== null) {
        const range = formatRange(usual.fromSeconds, usual.toSeconds);
        const left = remainingTime(usual, (now - Date.parse(progress?.sent ?? generation.created)) / 1000);
        found.push(
          left.kind === "left"
            ? t("eta.left", { time: roughly(left.seconds), range })
            : t(left.kind === "longer" && status === "queued" ? "eta.waitsLonger" : `eta.${left.kind}`, { range }),
        );
      }
    }
    if (failures > 0) {
      const next = nextAction;
      const isLater = next !== null && now !== null && Date.parse(next) > now + SOON_MS;
      found.push(isLater ? t("tries.again", { count: failures, time: time(next) }) : t("tries.soon", { count: failures }));
    } else if (status === "uncertain" && nextAction) found.push(t("looksAgain", { time: time(nextAction) }));
    return found;
  };

  return { roughly, time, place, lines };
}

function formatRange(fromSeconds: number, toSeconds: number): string {
  const [from, to] = [formatClock(fromSeconds), formatClock(toSeconds)];
  return from === to ? from : `${from}–${to}`;
}
