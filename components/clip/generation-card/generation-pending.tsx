"use client";

import { useTranslations, useFormatter } from "use-intl";
import { remainingTime, shareOfUsual } from "@/components/queue/remaining-time";
import { formatClock } from "@/lib/i18n/format";
import type { GenerationView } from "@/lib/generations/view";
import { paths } from "@/lib/shared/paths";
import { GenerationStatus } from "./generation-status";
import { useNow } from "./now";
import { tintOf } from "./tint";

/** When the present state began; what cannot be known is counted from the press. */
function stateBegan({ status, times }: GenerationView): string {
  if (status === "queued") return times.accepted ?? times.created;
  if (status === "running") return times.started ?? times.accepted ?? times.created;
  if (status === "saving") return times.succeeded ?? times.created;
  if (status === "sending" || status === "uncertain") return times.sent ?? times.created;
  return times.created;
}

function clockRange({ fromSeconds, toSeconds }: { fromSeconds: number; toSeconds: number }): string {
  const [from, to] = [formatClock(fromSeconds), formatClock(toSeconds)];
  return from === to ? from : `${from}–${to}`;
}

interface GenerationPendingProps {
  view: GenerationView;
  /** Known to this tab only: the server has not answered yet. */
  isLocal: boolean;
}

/** What is not a clip yet: its state in one line, for how long, and, where our own clips tell, about how long still. */
export function GenerationPending({ view, isLocal }: GenerationPendingProps) {
  const t = useTranslations("gallery");
  const format = useFormatter();
  const now = useNow(true);
  const picture = view.inputs.find((input) => input.asset.kind !== "audio");
  const elapsed = now === null ? null : Math.max(0, (now - Date.parse(stateBegan(view))) / 1000);
  const next =
    view.times.nextAction && now !== null && Date.parse(view.times.nextAction) > now + 15_000 ? new Date(view.times.nextAction) : null;
  const isAtProvider = view.status === "queued" || view.status === "running";
  const sinceSent = now === null ? 0 : (now - Date.parse(view.times.sent ?? view.times.created)) / 1000;
  const usual = isAtProvider ? view.usual : null;
  const left = usual && remainingTime(usual, sinceSent);
  const words = [
    view.waitingFor && t(`waitingFor.${view.waitingFor}`, { ahead: view.ahead ?? 0 }),
    (view.waitingFor === "pause" || view.waitingFor === "retry") &&
      next &&
      t("again", { time: format.dateTime(next, { hour: "numeric", minute: "2-digit" }) }),
    left?.kind === "left" && t("left", { time: formatClock(left.seconds) }),
    left?.kind === "anyMoment" && t("anyMoment"),
    left?.kind === "longer" && usual && t(view.status === "queued" ? "waitsLonger" : "runsLonger", { range: clockRange(usual) }),
  ].filter(Boolean);
  return (
    <div data-slot="generation-pending" className="absolute inset-0" style={{ background: tintOf(view.recipe.prompt) }}>
      {picture && (
        <img
          src={paths.api.asset(picture.asset.id, "thumbnail")}
          alt=""
          decoding="async"
          className="absolute inset-0 size-full scale-110 object-cover opacity-30 blur-xl"
        />
      )}
      <div className="absolute inset-x-0 bottom-0 flex items-end justify-between gap-3 p-3">
        <p className="line-clamp-4 min-w-0 text-xs text-text">
          <GenerationStatus status={isLocal ? "sending" : view.status} className="align-bottom" />
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
