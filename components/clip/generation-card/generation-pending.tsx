"use client";

import { useTranslations, useFormatter } from "use-intl";
import { Spinner } from "@/components/ui/spinner";
import { formatClock } from "@/lib/i18n/format";
import type { GenerationView } from "@/lib/generations/view";
import { paths } from "@/lib/shared/paths";
import { useNow } from "./now";

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
  wait: { fromSeconds: number; toSeconds: number } | null;
}

/** What is not a clip yet: what happens now, in words, and for how long it has. No bar, because nobody knows how far it is. */
export function GenerationPending({ view, isLocal, wait }: GenerationPendingProps) {
  const t = useTranslations("gallery");
  const format = useFormatter();
  const now = useNow(true);
  const picture = view.inputs.find((input) => input.asset.kind !== "audio");
  const elapsed = now === null ? null : (now - Date.parse(stateBegan(view))) / 1000;
  const next =
    view.times.nextAction && now !== null && Date.parse(view.times.nextAction) > now + 15_000 ? new Date(view.times.nextAction) : null;
  const sentence = isLocal
    ? t("local.sending")
    : view.waitingFor
      ? t(`waitingFor.${view.waitingFor}`, { ahead: view.ahead ?? 0 })
      : t(`state.${view.status as "waiting"}`);
  return (
    <div data-slot="generation-pending" className="absolute inset-0">
      {picture && (
        <img
          src={paths.api.asset(picture.asset.id, "thumbnail")}
          alt=""
          decoding="async"
          className="absolute inset-0 size-full scale-110 object-cover opacity-30 blur-xl"
        />
      )}
      <div className="absolute inset-x-0 bottom-0 flex items-end justify-between gap-3 p-3">
        <p className="flex min-w-0 items-start gap-2 text-xs text-text">
          {(isLocal || view.status === "sending") && <Spinner className="mt-px motion-reduce:hidden" />}
          <span className="line-clamp-4">
            {sentence}
            {view.waitingFor === "pause" || view.waitingFor === "retry"
              ? next && ` · ${t("again", { time: format.dateTime(next, { hour: "numeric", minute: "2-digit" }) })}`
              : null}
            {view.status === "running" && wait && ` · ${t("usually", { range: clockRange(wait) })}`}
          </span>
        </p>
        <time className="shrink-0 font-mono text-lg leading-none text-text tabular">{elapsed === null ? "" : formatClock(elapsed)}</time>
      </div>
    </div>
  );
}
