"use client";

import { Suspense } from "react";
import { late } from "@/components/ui/late";
import { getModel } from "@/lib/models/catalog";
import { useComposerState, useProblems } from "../engine/composer-context";
import type { ComposerProblem } from "../engine/composer-state";

const SettingProblemItems = late(async () => (await import("./setting-problem-items")).default);

const SETTING_SLOTS: readonly ComposerProblem["slot"][] = ["model", "resolution", "ratio", "duration", "seed"];

/** What the settings cannot do together, where there is such a thing, and what one should know of them. */
export function SettingsProblems() {
  const isTenBit = useComposerState((state) => getModel(state.model).tenBit.includes(state.resolution));
  const problems = useProblems().filter(({ slot }) => SETTING_SLOTS.includes(slot));
  return (
    <ul aria-live="polite" className="flex flex-col gap-1 empty:hidden">
      {(isTenBit || problems.length > 0) && (
        <Suspense>
          <SettingProblemItems problems={problems} />
        </Suspense>
      )}
    </ul>
  );
}
