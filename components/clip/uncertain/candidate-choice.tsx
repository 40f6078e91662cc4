"use client";

import { useFormatter, useTranslations } from "use-intl";
import type { CandidateView } from "@/lib/generations/searching/tray/view";
import { TaskClip } from "./task-clip";

interface CandidateChoiceProps {
  candidate: CandidateView;
  team: string;
  /** Of the group of choices. */
  name: string;
  isChosen: boolean;
  onChoose: () => void;
}

/** One task that it could be: our copy of its clip, and what the list says of it. */
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
      <TaskClip
        team={team}
        id={candidate.clip}
        label={t("linkDialog.clip", { time: made ?? candidate.taskId })}
        absent={t(candidate.isComing ? "linkDialog.coming" : "linkDialog.noClip")}
        className="order-1 sm:order-2 sm:w-56"
      />
    </div>
  );
}
