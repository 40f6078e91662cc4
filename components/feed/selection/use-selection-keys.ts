"use client";

import { useEffect } from "react";
import { type Marking, markByKey } from "@/components/clip/marks/mark-keys";
import { undoLast } from "@/components/ui/toast-store";
import type { Selection } from "@/components/clip/marks/selection";
import type { CardView } from "@/lib/generations/view";

/** Keys pressed here are meant for something else than the clips. */
const ELSEWHERE = "input, textarea, select, [contenteditable], dialog, [popover], header, nav, [data-slot=composer]";

interface Keys {
  selection: Selection;
  marking: Marking;
  /** The loaded cards. */
  views: readonly CardView[];
  remove: (views: readonly CardView[]) => void;
  download: (views: readonly CardView[]) => Promise<void>;
}

/**
 * Keys of the gallery for many clips: Ctrl+A takes all that are loaded, Ctrl+Z takes back what was just done, Space the focused one and
 * with Shift all up to it, Esc leaves; what says something of clips says it of the chosen ones, or of the focused one while none is chosen.
 */
export function useSelectionKeys({ selection, marking, views, remove, download }: Keys): void {
  useEffect(() => {
    const onKeyDown = (event: KeyboardEvent): void => {
      const target = event.target instanceof Element ? event.target : null;
      if (event.defaultPrevented || event.altKey || target?.closest(ELSEWHERE) || document.querySelector("dialog[open]")) return;
      const focused = target?.closest<HTMLElement>("[data-slot=generation-card]")?.dataset.generation;
      const isOnCard = target?.matches("[data-card-open], [data-slot=generation-card]") ?? false;
      const done = (): void => {
        event.preventDefault();
        // The grid and the composer have keys of the same name.
        event.stopPropagation();
      };
      if (event.ctrlKey || event.metaKey) {
        const isOurs = selection.isOn || focused !== undefined;
        if (event.shiftKey || !isOurs) return;
        const key = event.key.toLowerCase();
        if (key === "z") return void (undoLast() && done());
        if (key !== "a") return;
        selection.all();
        return done();
      }
      if (event.key === "Escape" && selection.isOn) {
        // A menu that is open closes first.
        if (document.querySelector("[popover=auto]:popover-open")) return;
        selection.stop();
        return done();
      }
      if (event.key === " " && isOnCard && focused && selection.canChoose(focused)) {
        if (!event.repeat) selection.toggle(focused, event.shiftKey);
        return done();
      }
      if (event.shiftKey || event.repeat) return;
      const chosen = views.filter(({ id }) => selection.has(id));
      if (chosen.length === 0) {
        const one = isOnCard ? views.filter(({ id }) => id === focused) : [];
        if (markByKey(event.key, marking, one)) done();
        return;
      }
      if (event.key === "Delete" || event.key === "Backspace") {
        remove(chosen);
        return done();
      }
      if (event.key.toLowerCase() === "d") {
        void download(chosen);
        return done();
      }
      if (markByKey(event.key, marking, chosen)) done();
    };
    addEventListener("keydown", onKeyDown, { capture: true });
    return () => removeEventListener("keydown", onKeyDown, { capture: true });
  }, [selection, marking, views, remove, download]);
}
