"use client";

import { useTranslations } from "use-intl";
import { effectiveRatio } from "@/lib/models/choices";
import { useComposerState } from "../engine/composer-context";
import { firstFrameOf, sizeOf } from "../engine/composer-state";

/** The chosen settings as they are said. */
export function useSettingWords(): { ratio: string; automaticRatio: string; duration: string; resolution: string } {
  const t = useTranslations("composer.settings");
  const ratio = useComposerState((state) => state.ratio);
  const mode = useComposerState((state) => state.mode);
  const frame = useComposerState(firstFrameOf);
  const seconds = useComposerState((state) => state.durationSeconds);
  const resolution = useComposerState((state) => state.resolution);
  const actual = effectiveRatio(mode, "adaptive", frame && sizeOf(frame));
  const fromImage = actual === "adaptive" ? t("ratioFromImage") : t("ratioFromImageKnown", { ratio: actual });
  const automaticRatio = mode === "firstFrame" || mode === "firstLast" ? fromImage : t("ratioAuto");
  return {
    ratio: ratio === "adaptive" ? automaticRatio : ratio,
    automaticRatio,
    duration: seconds === null ? t("durationAuto") : t("seconds", { seconds }),
    resolution,
  };
}
