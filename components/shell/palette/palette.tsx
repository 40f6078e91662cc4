"use client";

import { Suspense, useEffect, useState } from "react";
import { late } from "@/components/ui/late";
import type { PaletteProps } from "./commands";

const PaletteDialog = late(async () => (await import("./palette-dialog")).PaletteDialog);
const NewProjectDialog = late(async () => (await import("@/components/shell/new-project-dialog")).NewProjectDialog);
const KeysDialog = late(async () => (await import("./keys-dialog")).KeysDialog);

let showOnPage: ((what: Exclude<Shown, null>) => void) | null = null;

/** Opens the palette, or the list of keys, from a menu of this page. */
export const showPalette = (what: "palette" | "keys"): void => showOnPage?.(what);

type Shown = "palette" | "keys" | "newProject" | null;

const isTyping = (target: EventTarget | null): boolean =>
  target instanceof Element && target.closest("input, textarea, select, [contenteditable]") !== null;

/** Everything by name: Ctrl or Cmd and K opens the palette on any page, and `?` the list of keys. */
export function Palette(props: PaletteProps) {
  const [shown, setShown] = useState<Shown>(null);
  useEffect(() => {
    const onKeyDown = (event: KeyboardEvent): void => {
      if (event.defaultPrevented || event.repeat || event.isComposing || event.altKey) return;
      const hasModifier = event.ctrlKey || event.metaKey;
      // On a Mac, Ctrl and K cuts the rest of a line.
      const isAsked = /Mac|iPhone|iPad/.test(navigator.platform) ? event.metaKey : event.ctrlKey;
      if (isAsked && event.key.toLowerCase() === "k" && !document.querySelector("dialog[open]")) {
        event.preventDefault();
        setShown("palette");
      }
      // The viewer has a list of its own under the same key, and takes it first.
      if (!hasModifier && event.key === "?" && !isTyping(event.target) && !document.querySelector("dialog[open]")) {
        event.preventDefault();
        setShown("keys");
      }
    };
    showOnPage = setShown;
    addEventListener("keydown", onKeyDown);
    return () => {
      showOnPage = null;
      removeEventListener("keydown", onKeyDown);
    };
  }, []);
  const close = () => setShown(null);
  return (
    <Suspense>
      {shown === "palette" && <PaletteDialog {...props} onClose={close} onShow={setShown} />}
      {shown === "keys" && <KeysDialog onClose={close} />}
      {shown === "newProject" && <NewProjectDialog team={props.team} open onOpenChange={close} />}
    </Suspense>
  );
}
