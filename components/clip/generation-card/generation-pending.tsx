"use client";

import { useTranslations, useFormatter } from "use-intl";
import { remainingTime, shareOfUsual } from "../remaining-time";
import { formatClock } from "@/lib/i18n/format";
import { isPolled } from "@/lib/generations/lifecycle";
import type { CardView } from "@/lib/generations/view";
import { paths } from "@/lib/shared/paths";
import { GenerationStatus } from "./generation-status";
import { useNow } from "../now";
import { tintOf } from "./tint";

function clockRange({ fromSeconds, toSeconds }: { fromSeconds: number; toSeconds: number }): string {
  const [from, to] = [formatClock(fromSeconds), formatClock(toSeconds)];
  return from === to ? from : `${from}–${to}`;
}

interface GenerationPendingProps {
  view: CardView;
  /** Known to this tab only: the server has not answered yet. */
  isLocal: boolean;
}

/** What is not a clip yet: its state in one line, for how long, and, where our own clips tell, about how long still. */
export function GenerationPending({ view, isLocal }: GenerationPendingProps) {
  const t = useTranslations("gallery");
  const format = useFormatter();
  const now = useNow(true);
  const { progress } = view;
  // From the press, through all states, as on the queue's page: that is how long somebody has been waiting.
  const elapsed = now === null ? null : Math.max(0, (now - Date.parse(view.created)) / 1000);
  const nextAt = progress?.nextAction ? Date.parse(progress.nextAction) : null;
  const next = nextAt !== null && now !== null && nextAt > now + 15_000 ? new Date(nextAt) : null;
  const sinceSent = now === null ? 0 : (now - Date.parse(progress?.sent ?? view.created)) / 1000;
  const usual = isPolled(view.status) ? (progress?.usual ?? null) : null;
  const left = usual && remainingTime(usual, sinceSent);
  const words = [
    progress?.waitingFor && t(`waitingFor.${progress.waitingFor}`, { ahead: progress.ahead ?? 0 }),
    (progress?.waitingFor === "pause" || progress?.waitingFor === "retry") &&
      next &&
      t("again", { time: format.dateTime(next, { hour: "numeric", minute: "2-digit" }) }),
    left?.kind === "left" &&
      t("left", { time: left.seconds < 60 ? t("seconds", { count: Math.ceil(left.seconds) }) : formatClock(left.seconds) }),
    left?.kind === "anyMoment" && t("anyMoment"),
    left?.kind === "longer" && usual && t(view.status === "queued" ? "waitsLonger" : "runsLonger", { range: clockRange(usual) }),
  ].filter(Boolean);
  return (
    <div data-slot="generation-pending" className="absolute inset-0" style={{ background: tintOf(view.prompt) }}>
      {progress?.pictureId && (
        <img
          src={paths.api.asset(progress.pictureId, "thumbnail")}
          alt=""
          decoding="async"
          className="absolute inset-0 size-full scale-110 object-cover opacity-30 blur-xl"
        />
      )}
      {/* On a narrow card the clock stands below the words: beside them it would cut them. */}
      <div className="absolute inset-x-0 bottom-0 flex items-end justify-between gap-3 p-3 @max-[11rem]:flex-col @max-[11rem]:items-stretch @max-[11rem]:gap-1.5 @max-[11rem]:p-2">
        <p className="line-clamp-4 min-w-0 text-xs text-text">
          <GenerationStatus status={isLocal ? "sending" : view.status} className="max-w-full flex-wrap align-bottom" />
          {words.map((word) => ` · ${String(word)}`)}
        </p>
        <time className="shrink-0 font-mono text-lg leading-none text-text tabular">{elapsed === null ? "" : formatClock(elapsed)}</time>
      </div>
      {usual && (
        <span
          aria-hidden="true"
          data-slot="generation-progress"
          className="absolute bottom-0 left-0 h-0.5 bg-running transition-[width] duration-1000 ease-linear"
          style={{ width: `${shareOfUsual(usual, sinceSent) * 100}%` }}
        />
      )}
    </div>
  );
}
