"use client";

import { useTranslations } from "use-intl";
import { useEngine } from "../engine/composer-context";
import { useShotPlans } from "./use-shot-plans";

/** The list stands in the prompt as it was once: another model, another length or another shot would be written otherwise. */
export default function StaleShots() {
  const t = useTranslations("shots");
  const engine = useEngine();
  const { plans, list, durationSeconds } = useShotPlans();
  const { clips, problems } = plans.one;
  const [clip] = clips;
  const isFresh = clip && problems.length === 0 && clip.text === list.put && (clip.seconds ?? durationSeconds) === durationSeconds;
  if (isFresh) return null;
  if (!clip || problems.length > 0)
    return (
      <p role="status" className="text-xs text-uncertain">
        {t("staleProblem")}
      </p>
    );
  return (
    <p role="status" className="text-xs text-uncertain">
      {t("stale")}{" "}
      <button
        type="button"
        className="min-h-6 font-medium text-text underline underline-offset-2 pointer-coarse:min-h-11"
        onClick={() => engine.putShots({ prompt: clip.prompt, put: clip.text, durationSeconds: clip.seconds ?? durationSeconds })}
      >
        {t("update")}
      </button>
    </p>
  );
}
