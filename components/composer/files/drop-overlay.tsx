"use client";

import { Files, ImageDown, ImageUp } from "@/components/ui/icons";
import { useState } from "react";
import { createPortal } from "react-dom";
import { useDropzone } from "react-dropzone";
import { useTranslations } from "use-intl";
import { cn } from "@/lib/shared/cn";
import type { ComposerEngine } from "../engine/composer-engine";
import { placeAt, type DropTarget } from "../engine/place-files";

const TARGETS = [
  ["firstFrame", ImageUp],
  ["lastFrame", ImageDown],
  ["references", Files],
] as const;

interface DropOverlayProps {
  engine: ComposerEngine;
  dragging: boolean;
}

/**
 * Over the gallery while files are dragged above the window: one place for each thing that a file can be. The dock lies
 * above it, so that its own slots take files too.
 */
export default function DropOverlay({ engine, dragging }: DropOverlayProps) {
  const t = useTranslations("composer.drop");
  const [over, setOver] = useState<DropTarget>("auto");
  // The places come and go with a drag. It reads a dropped file a moment after they are gone, so it stays.
  const { getRootProps } = useDropzone({
    noClick: true,
    noKeyboard: true,
    noPaste: true,
    // What is dropped elsewhere on the page is heard by the window, and has to reach it untaken.
    preventDropOnDocument: false,
    // Types and limits are judged by the bytes, with a sentence for each; refusing here would only say "no".
    onDrop: (files, _refused, { target }) => engine.addFiles(files, placeAt(target as EventTarget)),
  });
  if (!dragging) return null;
  return createPortal(
    <div
      {...getRootProps({ onDragOver: ({ target }) => setOver(placeAt(target)), style: { paddingBottom: "var(--dock)" } })}
      data-slot="drop-overlay"
      className="fixed inset-0 z-[9] grid animate-appear place-items-center bg-canvas/80 p-4 pt-header md:pl-[max(calc(var(--rail)+1rem),var(--dock-side,0px))]"
    >
      <div className="grid w-full max-w-4xl gap-3 sm:grid-cols-3">
        {TARGETS.map(([target, Icon]) => (
          <div
            key={target}
            data-drop-target={target}
            className={cn(
              "grid min-h-40 place-content-center justify-items-center gap-1.5 rounded-lg border base:border-dashed base:border-line-strong base:bg-surface p-6 text-center",
              over === target && "border-solid border-tungsten-ink bg-raised",
            )}
          >
            <Icon aria-hidden="true" className="icon size-6 text-quiet" />
            <p className="font-medium">{t(`${target}.title`)}</p>
            <p className="text-sm text-quiet">{t(`${target}.hint`)}</p>
          </div>
        ))}
      </div>
    </div>,
    document.body,
  );
}
