"use client";

import { useEffect, useState } from "react";
import type { ComposerEngine } from "../engine/composer-engine";
import { useAtFirstTouch } from "@/components/ui/use-at-first-touch";
import { placeAt, type DropTarget } from "../engine/place-files";
import { addressIn, clipAt } from "./dragged-address";
import type { namesOnly } from "./names-only";

/** Nobody pastes before they pressed something. */
let saysNames: typeof namesOnly = (text) => text.trim() === "";
const fetchNames = async (): Promise<void> => {
  ({ namesOnly: saysNames } = await import("./names-only"));
};

const carriesFiles = (transfer: DataTransfer | null): boolean => transfer?.types.includes("Files") ?? false;
const carriesAddress = (transfer: DataTransfer | null): boolean => transfer?.types.includes("text/uri-list") ?? false;

async function fetchDragged(engine: ComposerEngine, address: string, html: string, target: DropTarget): Promise<void> {
  try {
    const { takeFromWeb } = await import("../engine/take-from-web");
    await takeFromWeb(engine, address, html, target);
  } catch {
    engine.refuse(address, { code: "addressOnly", values: {} });
  }
}

/** Something else has the page's attention, e.g. the viewer: then files are not the composer's. */
const isElsewhere = (): boolean => document.querySelector("dialog[open]:not([data-slot='composer-sheet'])") !== null;

/** Words and addresses may be dragged into a field, as on every page. One for files lies over each place that takes them, and takes no words. */
const isField = (target: EventTarget | null): boolean =>
  target instanceof Element &&
  target.matches("textarea, input:not([type=file], [type=radio], [type=checkbox], [type=range]), [contenteditable]");

const isPrompt = (target: EventTarget | null): boolean =>
  target instanceof Element && target.closest("[data-problem-slot=prompt]") !== null;

const isComposer = (target: EventTarget | null): boolean =>
  target instanceof Element && target.closest("[data-slot=composer], [data-slot=composer-sheet]") !== null;

export interface ClipDrop {
  /** A clip of the gallery was let go over the composer. */
  onClip: (id: string, target: DropTarget) => void;
  /** What may be one comes above it. */
  onNear: () => void;
}

/**
 * Files that are dragged over the window, dropped anywhere on it, or pasted. A place with `data-drop-target` takes what
 * is dropped on it (drop-overlay), once it is there; everywhere else the mode decides.
 * A clip of the gallery that is dragged onto the composer is told of as well.
 * @returns whether files are over the window, and whether they have been: what takes them comes with the first drag
 */
export function useFileDrop(
  engine: ComposerEngine,
  enabled: boolean,
  { onClip, onNear }: ClipDrop,
): { dragging: boolean; hasDragged: boolean } {
  const [dragging, setDragging] = useState(false);
  const [hasDragged, setDragged] = useState(false);
  useAtFirstTouch(fetchNames);
  useEffect(() => {
    if (!enabled) return;
    // Enter and leave come for every element on the way; the window is left when they balance.
    let depth = 0;
    const end = () => {
      depth = 0;
      setDragging(false);
    };
    const begin = () => {
      depth += 1;
      setDragging(true);
      setDragged(true);
      // Ready before the hand lets go; should it not be reached, the drop itself says so.
      engine.prepareFiles().catch(() => undefined);
    };
    const onEnter = (event: DragEvent) => {
      if (carriesAddress(event.dataTransfer) && isComposer(event.target) && !isElsewhere()) onNear();
      if (!carriesFiles(event.dataTransfer) || isElsewhere()) return;
      event.preventDefault();
      begin();
    };
    const onLeave = (event: DragEvent) => {
      if (!carriesFiles(event.dataTransfer)) return;
      depth -= 1;
      if (depth <= 0) end();
    };
    const onOver = (event: DragEvent) => {
      // A drag may be older than this page's listeners, and whatever stood over the page may have gone.
      if (depth === 0 && carriesFiles(event.dataTransfer) && !isElsewhere()) begin();
      // Without this the browser would leave the page and open what is dropped.
      if (carriesFiles(event.dataTransfer) || (carriesAddress(event.dataTransfer) && !isField(event.target))) event.preventDefault();
    };
    const onDrop = (event: DragEvent) => {
      end();
      // The places took it (drop-overlay).
      if (event.defaultPrevented) return;
      const files = [...(event.dataTransfer?.files ?? [])];
      const link = files.length === 0 ? addressIn(event.dataTransfer) : null;
      const id = link === null ? null : clipAt(link, location.origin, engine.team);
      if (id !== null && !isElsewhere() && (isPrompt(event.target) || !isField(event.target))) {
        event.preventDefault();
        // A card that slipped from a hand over the gallery was not meant for here.
        if (isComposer(event.target)) onClip(id, placeAt(event.target));
        return;
      }
      const address = isField(event.target) ? null : link;
      if (!carriesFiles(event.dataTransfer) && address === null) return;
      event.preventDefault();
      if (isElsewhere()) return;
      if (files.length > 0) engine.addFiles(files, placeAt(event.target));
      // What was dragged here from another page came without its bytes.
      else if (address !== null) void fetchDragged(engine, address, event.dataTransfer!.getData("text/html"), placeAt(event.target));
    };
    const onPaste = (event: ClipboardEvent) => {
      const files = [...(event.clipboardData?.files ?? [])];
      if (files.length === 0 || !saysNames(event.clipboardData?.getData("text/plain") ?? "", files) || isElsewhere()) return;
      event.preventDefault();
      engine.addFiles(files, "auto");
    };
    // While something is dragged no pointer moves: one that does tells of a drag whose end nobody reported.
    const events = {
      dragenter: onEnter,
      dragleave: onLeave,
      dragover: onOver,
      drop: onDrop,
      dragend: end,
      pointermove: end,
      paste: onPaste,
    };
    const listening = new AbortController();
    for (const [type, listener] of Object.entries(events)) addEventListener(type, listener as EventListener, { signal: listening.signal });
    return () => listening.abort();
  }, [engine, enabled, onClip, onNear]);
  return { dragging, hasDragged };
}
