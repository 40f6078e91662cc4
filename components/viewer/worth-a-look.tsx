"use client";

import { useQueryClient } from "@tanstack/react-query";
import { useFormatter, useTranslations } from "use-intl";
import { clipQuery } from "@/components/clip/query-options";
import { formatFrames } from "@/components/clip/timecode";
import { useAction } from "@/components/data/use-action";
import { Button } from "@/components/ui/button";
import { dismissFindingsAction } from "@/lib/generations/actions";
import type { CheckView, Finding } from "@/lib/generations/view";
import type { Playback } from "./playback";

/** What there is to say of it in a word. */
export const outcomeOf = ({ state, findings, isDismissed }: CheckView) =>
  state !== "done" ? state : findings.length === 0 ? "nothing" : isDismissed ? "dismissed" : "something";

interface WorthALookProps {
  team: string;
  id: string;
  check: CheckView;
  playback: Playback;
  mayDismiss: boolean;
}

/** What the studio found in the clip by itself, and the way to each moment of it. */
export function WorthALook({ team, id, check: { findings, isDismissed }, playback, mayDismiss }: WorthALookProps) {
  const t = useTranslations("viewer.checked");
  const found = useTranslations("gallery.found");
  const queryClient = useQueryClient();
  const { run, pending, error } = useAction();
  const dismiss = (): void =>
    run(
      () => dismissFindingsAction(team, { id, isDismissed: !isDismissed }),
      () => void queryClient.invalidateQueries({ queryKey: clipQuery(team, id).queryKey }),
    );
  return (
    <section data-slot="worth-a-look" aria-labelledby="worth-a-look" className="flex flex-col gap-2">
      <h2 id="worth-a-look" className="text-xs font-medium text-quiet">
        {t("title")}
      </h2>
      <ul className="flex flex-col text-sm text-text">
        {findings.map((finding) => (
          <li key={finding.kind} className="flex flex-wrap items-center gap-x-3 border-t border-line py-1">
            <span>{found(finding.kind)}</span>
            <Difference finding={finding} />
            <Moments spans={finding.spans} playback={playback} />
          </li>
        ))}
      </ul>
      <p className="text-xs text-quiet">{t("hint")}</p>
      {mayDismiss && (
        <Button variant="quiet" size="sm" className="-ml-2 self-start" pending={pending} onClick={dismiss}>
          {t(isDismissed ? "undismiss" : "dismiss")}
        </Button>
      )}
      {error && (
        <p role="alert" className="text-sm text-failed">
          {error}
        </p>
      )}
    </section>
  );
}

/** What came, and what was asked for. */
function Difference({ finding: { kind, found, asked } }: { finding: Finding }) {
  const t = useTranslations("viewer");
  const gallery = useTranslations("gallery");
  const format = useFormatter();
  if (!found || !asked) return null;
  const words = ([first = 0, second = 0]: readonly number[]): string =>
    kind === "size"
      ? t("pixels", { width: String(first), height: String(second) })
      : kind === "cuts"
        ? t("checked.shots", { count: first })
        : gallery("seconds", { count: format.number(first, { maximumFractionDigits: 1 }) });
  return <span className="text-quiet tabular">{t("asked", { actual: words(found), asked: words(asked) })}</span>;
}

function Moments({ spans, playback }: { spans: Finding["spans"]; playback: Playback }) {
  const t = useTranslations("viewer.checked");
  const frameAt = (ms: number): number => Math.round((ms / 1000) * playback.framesPerSecond);
  return spans.map(([from, to]) => {
    const time = formatFrames({ from: frameAt(from), to: frameAt(to) }, playback.framesPerSecond);
    return (
      <button
        key={from}
        type="button"
        aria-label={t("goTo", { time })}
        onClick={() => {
          playback.pause();
          playback.seekFrame(frameAt(from));
        }}
        className="min-h-6 rounded-sm font-mono text-xs text-quiet underline underline-offset-2 tabular hover:text-text pointer-coarse:min-h-11"
      >
        {time}
      </button>
    );
  });
}
