"use client";

import { Suspense, useEffect } from "react";
import { cn } from "@/lib/shared/cn";
import { useComposerState, useEngine } from "../engine/composer-context";
import { FilesPlaceholder } from "../files/files-placeholder";
import { FrameNotes, FrameSlots, loadFiles, ReferenceStrip } from "../files/load-files";
import { RejectedFiles } from "../files/rejected-files";

/** The frames of a mode that has any. */
export function PanelFrames({ className }: { className?: string }) {
  const mode = useComposerState((state) => state.mode);
  if (mode !== "firstFrame" && mode !== "firstLast") return null;
  return (
    <div className={className}>
      <Suspense fallback={<FilesPlaceholder mode={mode} />}>
        <FrameSlots mode={mode} />
      </Suspense>
    </div>
  );
}

/** References, and what is to be said of any files. It scrolls by itself, so that what stands below keeps its place. */
export function PanelFiles({ className }: { className?: string }) {
  const engine = useEngine();
  const mode = useComposerState((state) => state.mode);
  const hasFiles = useComposerState((state) => state.inputs.length > 0);
  // The places for files have what reads them at hand before a file is chosen, and files that wait for their mode have theirs.
  useEffect(() => {
    if (mode !== "text" || hasFiles) loadFiles(engine);
  }, [engine, mode, hasFiles]);
  return (
    <div
      data-slot="composer-files"
      className={cn("-mx-4 flex flex-col gap-1 base:overflow-y-auto overscroll-contain px-4 empty:hidden", className)}
    >
      <RejectedFiles />
      {(mode === "firstFrame" || mode === "firstLast") && (
        <Suspense>
          <FrameNotes mode={mode} />
        </Suspense>
      )}
      {mode === "references" && (
        <Suspense fallback={<FilesPlaceholder mode={mode} />}>
          <ReferenceStrip />
        </Suspense>
      )}
    </div>
  );
}
