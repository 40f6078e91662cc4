"use client";

import { CircleAlert } from "@/components/ui/icons";
import { useTranslations } from "use-intl";
import { Button } from "@/components/ui/button";
import { getModel } from "@/lib/models/catalog";
import { useComposerSettings, useEngine } from "../engine/composer-context";
import type { ComposerProblem, ComposerState } from "../engine/composer-state";
import type { Settings } from "../engine/draft-reducer";

/** The setting nearest to the chosen one that works; null where a person has to choose. */
function remedyFor(problem: ComposerProblem, state: ComposerState): Partial<Settings> | null {
  const model = getModel(state.model);
  switch (problem.code) {
    case "resolutionUnavailable":
      return { resolution: model.defaults.resolution };
    case "ratioUnavailable":
      return { ratio: model.defaults.ratio[state.mode] };
    case "durationUnavailable":
      return {
        durationSeconds: Math.min(model.duration.max, Math.max(model.duration.min, state.durationSeconds ?? model.duration.default)),
      };
    case "durationNeedsNative": {
      const offered = model.duration.safest.filter((seconds) => !model.duration.openaiMissing.includes(seconds));
      const wanted = state.durationSeconds ?? model.duration.default;
      return {
        durationSeconds: offered.reduce((best, seconds) => (Math.abs(seconds - wanted) < Math.abs(best - wanted) ? seconds : best)),
      };
    }
    case "seedUnavailable":
      return { seed: null };
    default:
      return null;
  }
}

/** What the settings cannot do together, each with a button that sets it right. Nothing is changed by itself. */
export default function SettingProblemItems({ problems }: { problems: readonly ComposerProblem[] }) {
  const t = useTranslations("problems");
  const words = useTranslations("composer.settings");
  const engine = useEngine();
  const state = useComposerSettings();
  return (
    <>
      {getModel(state.model).tenBit.includes(state.resolution) && (
        <li className="text-sm text-uncertain">{words("tenBit", { resolution: state.resolution })}</li>
      )}
      {problems.map((problem) => {
        const remedy = remedyFor(problem, state);
        const value =
          remedy &&
          (remedy.resolution ??
            remedy.ratio ??
            (remedy.seed === null ? words("seedRandom") : null) ??
            (remedy.durationSeconds != null ? words("seconds", { seconds: remedy.durationSeconds }) : ""));
        return (
          <li key={problem.code} className="flex flex-wrap items-center gap-2 text-sm text-failed">
            <CircleAlert aria-hidden="true" className="icon" />
            {t(problem.code, problem.values)}
            {remedy && (
              <Button size="sm" onClick={() => engine.dispatch({ type: "set", settings: remedy })}>
                {words("use", { value: value ?? "" })}
              </Button>
            )}
          </li>
        );
      })}
    </>
  );
}
