"use client";

import type { ModelKey } from "@/lib/models/catalog";
import type { PriceTable } from "@/lib/models/prices";
import { cn } from "@/lib/shared/cn";
import { useComposerState } from "../engine/composer-context";
import type { PressOptions } from "../engine/submission";
import { PromptWithShots } from "../shots/prompt-with-shots";
import { MODE_ICONS } from "../settings/mode-icons";
import { SettingsBar } from "../settings/settings-bar";
import { SettingsProblems } from "../settings/settings-problems";
import { Notices } from "./notices";
import { PanelFiles, PanelFrames } from "./panel-files";
import { PanelHead, type PanelPlace } from "./panel-head";
import { RestSummary } from "./rest-summary";
import { SubmitBar } from "./submit-bar";
import type { Stance } from "./use-stance";

export interface PanelProps {
  models: readonly ModelKey[] | undefined;
  prices: PriceTable;
  onSubmit: (how: PressOptions) => void;
}

export type DockPanelProps = PanelProps & PanelPlace & { stance: Stance };

/**
 * The form as it lies over the end of the gallery. At rest it is the one line that holds prompt and button; these two are
 * the same elements in either stance, so that the focus and the caret stay where they are.
 */
export function DockPanel({ models, prices, onSubmit, stance, ...place }: DockPanelProps) {
  const isOpen = stance === "open";
  const mode = useComposerState((state) => state.mode);
  const hasFrames = isOpen && (mode === "firstFrame" || mode === "firstLast");
  const ModeIcon = MODE_ICONS[mode];
  return (
    <div
      className={cn(
        "flex min-h-0 flex-1 flex-col gap-1 px-4 base:[--prompt-least:4.5rem] base:[--prompt-most:4.5rem]",
        isOpen ? "py-1.5 pb-2" : "justify-center [--prompt-least:1.5rem] [--prompt-most:1.5rem]",
      )}
    >
      {isOpen && (
        <>
          <PanelHead {...place} />
          <Notices />
          <PanelFiles className="max-h-[5.75rem] min-h-0 shrink-[99] has-[[data-slot=file-states]]:max-h-28 has-[details[open]]:max-h-44 has-[[data-slot=face-line]]:max-h-44" />
        </>
      )}
      <div className="grid shrink-0 grid-cols-[auto_minmax(0,1fr)_auto_auto] items-center gap-x-3 gap-y-0.5">
        {isOpen ? <PanelFrames className="self-start" /> : <ModeIcon aria-hidden="true" className="icon text-quiet" />}
        <div className={cn("min-w-0", isOpen && (hasFrames ? "col-span-3" : "col-span-full"))}>
          <PromptWithShots />
        </div>
        {isOpen ? (
          <div className="col-span-3 flex min-w-0 flex-col gap-1.5 self-end">
            <SettingsProblems />
            <SettingsBar models={models} prices={prices} />
          </div>
        ) : (
          <RestSummary prices={prices} />
        )}
        <SubmitBar prices={prices} onSubmit={onSubmit} priced={isOpen} className="self-end" />
      </div>
    </div>
  );
}
