"use client";

import { cn } from "@/lib/shared/cn";
import { useComposerState } from "../engine/composer-context";
import { PromptWithShots } from "../shots/prompt-with-shots";
import { MODE_ICONS } from "../settings/mode-icons";
import { SettingsBar } from "../settings/settings-bar";
import { SettingsProblems } from "../settings/settings-problems";
import type { DockPanelProps } from "./dock-panel";
import { Notices } from "./notices";
import { PanelFiles, PanelFrames } from "./panel-files";
import { PanelHead } from "./panel-head";
import { RestSummary } from "./rest-summary";
import { SubmitBar } from "./submit-bar";

/**
 * The form over the end of the gallery where text is large for the window: prompt and button stay beside each other, and
 * everything else goes by behind the prompt, so that a row of clips is whole above.
 */
export function CrowdedPanel({ models, prices, onSubmit, stance, ...place }: DockPanelProps) {
  const isOpen = stance === "open";
  const mode = useComposerState((state) => state.mode);
  const ModeIcon = MODE_ICONS[mode];
  return (
    <div className="flex min-h-0 flex-1 items-stretch gap-3 px-4 py-1.5 [--prompt-least:1.5rem] [--prompt-most:clamp(1.5rem,calc(50dvh-8rem-120px),4.5rem)]">
      {!isOpen && <ModeIcon aria-hidden="true" className="icon self-center text-quiet" />}
      <div
        className={cn(
          "min-w-0 flex-1",
          isOpen
            ? "-mr-3 -ml-4 scroll-py-[calc(var(--prompt-most)+0.25rem)] space-y-1 overflow-y-auto overscroll-contain px-4"
            : "self-center",
        )}
      >
        {isOpen && (
          <>
            <PanelHead {...place} />
            <Notices />
            <PanelFrames />
            <PanelFiles className="overflow-y-visible" />
          </>
        )}
        <PromptWithShots />
        {isOpen && (
          <>
            <SettingsProblems />
            <SettingsBar models={models} prices={prices} />
          </>
        )}
      </div>
      {!isOpen && <RestSummary prices={prices} />}
      <SubmitBar prices={prices} onSubmit={onSubmit} priced={isOpen} className="flex-col justify-center gap-y-1 self-center" />
    </div>
  );
}
