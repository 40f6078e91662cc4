"use client";

import { useEffect, useState } from "react";
import type { ComposerEngine } from "../engine/composer-engine";
import type { DropTarget } from "./place-files";

const carriesFiles = (transfer: DataTransfer | null): boolean => transfer?.types.includes("Files") ?? false;

/** Something else has the page's attention, e.g. the viewer: then files are not the composer's. */
const isElsewhere = (): boolean => document.querySelector("dialog[open]:not([data-slot='composer-sheet'])") !== null;

/**
 * Files that are dragged over the window, dropped anywhere on it, or pasted. The targets load with the first drag;
 * a drop that is quicker than they are goes where the mode wants it. @returns whether files are over the window
 */
export function useFileDrop(engine: ComposerEngine, enabled: boolean): [dragging: boolean, end: () => void] {
  const [dragging, setDragging] = useState(false);
  useEffect(() => {
    if (!enabled) return;
    // Enter and leave come for every element on the way; the window is left when they balance.
    let depth = 0;
    const end = () => {
      depth = 0;
      setDragging(false);
    };
    const onEnter = (event: DragEvent) => {
      if (!carriesFiles(event.dataTransfer) || isElsewhere()) return;
      event.preventDefault();
      depth += 1;
      setDragging(true);
      // Ready before the hand lets go; should it not be reached, the drop itself says so.
      engine.prepareFiles().catch(() => undefined);
    };
    const onLeave = (event: DragEvent) => {
      if (!carriesFiles(event.dataTransfer)) return;
      depth -= 1;
      if (depth <= 0) end();
    };
    const onOver = (event: DragEvent) => {
      // Without this the browser would leave the page and open the file.
      if (carriesFiles(event.dataTransfer)) event.preventDefault();
    };
    const onDrop = (event: DragEvent) => {
      const files = [...(event.dataTransfer?.files ?? [])];
      if (event.defaultPrevented) {
        // A target has it, and reads it before it lets go; the overlay ends when it is done.
        depth = 0;
        return;
      }
      if (carriesFiles(event.dataTransfer)) event.preventDefault();
      end();
      if (files.length === 0 || isElsewhere()) return;
      const place =
        event.target instanceof Element ? event.target.closest<HTMLElement>("[data-drop-target]")?.dataset.dropTarget : undefined;
      engine.addFiles(files, (place as DropTarget | undefined) ?? "auto");
    };
    const onPaste = (event: ClipboardEvent) => {
      const files = [...(event.clipboardData?.files ?? [])];
      // A copied piece of a document brings a picture of itself along: its text is what was meant.
      if (files.length === 0 || event.clipboardData?.types.includes("text/plain") || isElsewhere()) return;
      event.preventDefault();
      engine.addFiles(files, "auto");
    };
    window.addEventListener("dragenter", onEnter);
    window.addEventListener("dragleave", onLeave);
    window.addEventListener("dragover", onOver);
    window.addEventListener("drop", onDrop);
    window.addEventListener("paste", onPaste);
    return () => {
      window.removeEventListener("dragenter", onEnter);
      window.removeEventListener("dragleave", onLeave);
      window.removeEventListener("dragover", onOver);
      window.removeEventListener("drop", onDrop);
      window.removeEventListener("paste", onPaste);
    };
  }, [engine, enabled]);
  return [dragging, () => setDragging(false)];
}
