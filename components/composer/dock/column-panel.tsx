"use client";

import { cn } from "@/lib/shared/cn";
import { PromptWithShots } from "../shots/prompt-with-shots";
import { SettingsBar } from "../settings/settings-bar";
import { SettingsProblems } from "../settings/settings-problems";
import type { PanelProps } from "./dock-panel";
import { Notices } from "./notices";
import { PanelFiles, PanelFrames } from "./panel-files";
import { PanelHead, type PanelPlace } from "./panel-head";
import { SubmitBar } from "./submit-bar";

/** The form from top to bottom, as a column beside the gallery and as the sheet of a phone: all of it scrolls, and Generate stays. */
export function ColumnPanel({ models, prices, onSubmit, ...place }: PanelProps & PanelPlace) {
  return (
    <div className="flex min-h-0 flex-1 flex-col">
      <div
        className={cn(
          "flex min-h-0 flex-1 flex-col gap-3 overflow-y-auto overscroll-contain px-4 pt-3.5 pb-4",
          place.isAside ? "[--prompt-least:9rem] [--prompt-most:50dvh]" : "[--prompt-least:4.5rem] [--prompt-most:min(18rem,22dvh)]",
        )}
      >
        <PanelHead {...place} />
        <Notices />
        <PanelFrames />
        <PanelFiles className="shrink-0 overflow-y-visible" />
        <PromptWithShots />
        <SettingsProblems />
        <SettingsBar models={models} prices={prices} />
      </div>
      <SubmitBar
        prices={prices}
        onSubmit={onSubmit}
        priced
        className="w-full shrink-0 justify-between border-t border-line px-4 pt-3 pb-[max(0.875rem,env(safe-area-inset-bottom))]"
      />
    </div>
  );
}
