"use client";

import { useEffect } from "react";
import type { Selection } from "@/components/clip/marks/selection";
import type { LibraryItem } from "@/lib/library/view";

/** Where keys mean something else. */
const ELSEWHERE = "input:not([type=radio]), textarea, select, dialog, [popover], header, nav";

interface BulkKeys {
  selection: Selection;
  /** Those that are chosen. */
  items: readonly LibraryItem[];
  onTrash: () => void;
}

/** Ctrl+A takes all that are loaded, Delete moves the chosen ones to the trash, Esc leaves. */
export function useBulkKeys({ selection, items, onTrash }: BulkKeys): void {
  useEffect(() => {
    const onKeyDown = (event: KeyboardEvent): void => {
      const target = event.target instanceof Element ? event.target : null;
      if (event.defaultPrevented || event.altKey || target?.closest(ELSEWHERE) || document.querySelector("dialog[open]")) return;
      const isOurs = selection.isOn || target?.closest("[data-slot=library-grid]");
      if ((event.ctrlKey || event.metaKey) && event.key.toLowerCase() === "a" && isOurs) selection.all();
      else if (event.key === "Escape" && selection.isOn && !document.querySelector("[popover=auto]:popover-open")) selection.stop();
      else if ((event.key === "Delete" || event.key === "Backspace") && items.length > 0 && !event.repeat) onTrash();
      else return;
      event.preventDefault();
    };
    addEventListener("keydown", onKeyDown);
    return () => removeEventListener("keydown", onKeyDown);
  }, [selection, items, onTrash]);
}
