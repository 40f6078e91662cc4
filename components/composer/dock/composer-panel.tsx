"use client";

import { lazy, Suspense, useEffect } from "react";
import type { ModelKey } from "@/lib/models/catalog";
import { usedInputs } from "@/lib/models/request";
import type { PriceTable } from "@/lib/models/prices";
import { cn } from "@/lib/shared/cn";
import { useComposerState, useEngine } from "../engine/composer-context";
import type { ComposerEngine } from "../engine/composer-engine";
import { FilesPlaceholder } from "../files/files-placeholder";
import { ModePicker } from "../settings/mode-picker";
import { Notices } from "./notices";
import { PromptBox } from "./prompt-box";
import { RejectedFiles } from "../files/rejected-files";
import { SettingsBar } from "../settings/settings-bar";
import { SettingsProblems } from "../settings/settings-problems";
import { SubmitBar } from "./submit-bar";

// Text mode, where everybody begins, needs none of them; a pointer on its way to the mode picker fetches all.
const loadFrames = () => import("../files/frame-slots");
const loadReferences = () => import("../files/reference-strip");
const loadParked = () => import("../files/parked-strip");
const FrameSlots = lazy(async () => ({ default: (await loadFrames()).FrameSlots }));
const ReferenceStrip = lazy(async () => ({ default: (await loadReferences()).ReferenceStrip }));
const ParkedStrip = lazy(async () => ({ default: (await loadParked()).ParkedStrip }));

const loadFiles = (engine: ComposerEngine): void => {
  // Whoever needs one of them asks again; here a broken line is of no consequence.
  void Promise.all([loadFrames(), loadReferences(), loadParked(), engine.prepareFiles()]).catch(() => undefined);
};

interface ComposerPanelProps {
  models: readonly ModelKey[] | undefined;
  prices: PriceTable | undefined;
  onSubmit: () => void;
  /** In the sheet of a phone the settings scroll with the rest and only Generate stays. */
  inSheet?: boolean;
}

/** The form itself, top to bottom: mode, files, words, settings, and the button that spends. */
export function ComposerPanel({ models, prices, onSubmit, inSheet = false }: ComposerPanelProps) {
  const engine = useEngine();
  const mode = useComposerState((state) => state.mode);
  const hasParked = useComposerState((state) => usedInputs(state.mode, state.inputs).length < state.inputs.length);
  // The places for files have what reads them at hand before a file is chosen.
  useEffect(() => {
    if (mode !== "text") loadFiles(engine);
  }, [engine, mode]);
  const settings = (
    <div className="flex min-w-0 flex-1 flex-col gap-1.5">
      <SettingsProblems />
      <SettingsBar models={models} />
    </div>
  );
  return (
    <div
      className="flex min-h-0 flex-1 flex-col"
      onKeyDown={(event) => {
        // While an input method composes, Enter picks a character.
        if (event.key !== "Enter" || !(event.ctrlKey || event.metaKey) || event.nativeEvent.isComposing) return;
        event.preventDefault();
        // Held down, it is still one press and one clip.
        if (!event.repeat) onSubmit();
      }}
    >
      {/* The prompt stands directly above the settings and never scrolls away; what grows above it does. */}
      <div className={cn("flex min-h-0 flex-col gap-3 overflow-y-auto overscroll-contain px-4 pt-3.5", inSheet && "gap-4")}>
        <div onPointerEnter={() => loadFiles(engine)} onFocus={() => loadFiles(engine)}>
          <ModePicker />
        </div>
        <Notices />
        <div
          data-slot="composer-files"
          className={cn(
            "-mx-4 flex min-h-0 flex-col gap-2 overflow-y-auto overscroll-contain px-4 empty:hidden",
            !inSheet && "max-h-[max(120px,16dvh)] shrink-0",
          )}
        >
          <RejectedFiles />
          <Suspense fallback={<FilesPlaceholder mode={mode} />}>
            {(mode === "firstFrame" || mode === "firstLast") && <FrameSlots mode={mode} />}
            {mode === "references" && <ReferenceStrip />}
          </Suspense>
          {hasParked && (
            <Suspense fallback={<div aria-hidden="true" className="h-10 shrink-0" />}>
              <ParkedStrip />
            </Suspense>
          )}
        </div>
      </div>
      <div className={cn("shrink-0 px-4 pt-3 pb-2", inSheet && "flex min-h-0 flex-1 shrink flex-col gap-4 overflow-y-auto")}>
        <PromptBox />
        {inSheet && settings}
      </div>
      <div
        className={cn(
          "flex items-end gap-4 px-4 pt-1 pb-3.5",
          inSheet && "border-t border-line pt-3 pb-[max(0.875rem,env(safe-area-inset-bottom))]",
        )}
      >
        {!inSheet && settings}
        <SubmitBar
          prices={prices}
          onSubmit={onSubmit}
          className={inSheet ? "w-full justify-between" : "shrink-0 flex-col items-end gap-1.5"}
        />
      </div>
    </div>
  );
}
