"use client";

import { Film } from "lucide-react";
import { useFormatter, useTranslations } from "use-intl";
import type { CandidateView } from "@/lib/generations/searching/tray/view";
import { paths } from "@/lib/shared/paths";

interface CandidateChoiceProps {
  candidate: CandidateView;
  team: string;
  /** Of the group of choices. */
  name: string;
  isChosen: boolean;
  onChoose: () => void;
}

/** One task that it could be: our copy of its clip, and what the list says of it. The provider's own link is never shown. */
export function CandidateChoice({ candidate, team, name, isChosen, onChoose }: CandidateChoiceProps) {
  const t = useTranslations("uncertain");
  const format = useFormatter();
  const made = candidate.createdAt ? format.dateTime(new Date(candidate.createdAt), { dateStyle: "medium", timeStyle: "medium" }) : null;
  const facts = [
    candidate.model,
    candidate.resolution,
    candidate.ratio,
    candidate.durationSeconds === null ? null : t("task.seconds", { count: candidate.durationSeconds }),
    candidate.seed === null ? null : t("task.seed", { seed: String(candidate.seed) }),
  ].filter((fact) => fact !== null);
  return (
    <div className="flex flex-col gap-3 rounded-md border border-line p-3 has-checked:border-tungsten sm:flex-row">
      <label className="order-2 flex min-w-0 flex-1 cursor-pointer items-start gap-3 text-sm sm:order-1">
        <input type="radio" name={name} checked={isChosen} onChange={onChoose} className="mt-0.5 size-4 shrink-0 accent-tungsten" />
        <span className="flex min-w-0 flex-col gap-0.5">
          <span className="text-text">
            {made === null ? t("task.noTime") : t("task.madeAt", { time: made })} · {t(`task.state.${candidate.state ?? "unknown"}`)}
          </span>
          <span className="text-xs text-quiet tabular">{facts.join(" · ")}</span>
          <span className="font-mono text-xs break-all text-quiet select-text">{candidate.taskId}</span>
        </span>
      </label>
      <div className="order-1 flex aspect-video w-full shrink-0 items-center justify-center overflow-hidden rounded-video bg-raised sm:order-2 sm:w-56">
        {candidate.clip ? (
          <video
            controls
            playsInline
            preload="metadata"
            aria-label={t("linkDialog.clip", { time: made ?? candidate.taskId })}
            // The fragment makes phones paint the first picture.
            src={`${paths.api.unclaimed(team, candidate.clip)}#t=0.01`}
            className="size-full object-contain"
          />
        ) : (
          <p className="flex flex-col items-center gap-1 p-3 text-center text-xs text-quiet">
            <Film aria-hidden="true" className="icon" />
            {t(candidate.isComing ? "linkDialog.coming" : "linkDialog.noClip")}
          </p>
        )}
      </div>
    </div>
  );
}
