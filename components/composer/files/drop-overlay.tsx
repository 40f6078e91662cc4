"use client";

import { Files, ImageDown, ImageUp, type LucideIcon } from "lucide-react";
import { createPortal } from "react-dom";
import { useDropzone } from "react-dropzone";
import { useTranslations } from "use-intl";
import { cn } from "@/lib/shared/cn";
import type { ComposerEngine } from "../engine/composer-engine";
import type { DropTarget } from "./place-files";

const TARGETS: readonly { target: Exclude<DropTarget, "auto">; icon: LucideIcon }[] = [
  { target: "firstFrame", icon: ImageUp },
  { target: "lastFrame", icon: ImageDown },
  { target: "references", icon: Files },
];

/** Over the whole window while files are dragged above it: one place for each thing that a file can be. */
export default function DropOverlay({ engine, onDone }: { engine: ComposerEngine; onDone: () => void }) {
  const t = useTranslations("composer.drop");
  return createPortal(
    <div data-slot="drop-overlay" className="fixed inset-0 z-50 grid animate-appear place-items-center bg-canvas/95 p-4">
      <div className="grid w-full max-w-4xl gap-3 sm:grid-cols-3">
        {TARGETS.map(({ target, icon }) => (
          <Target
            key={target}
            icon={icon}
            title={t(`${target}.title`)}
            hint={t(`${target}.hint`)}
            onFiles={(files) => {
              onDone();
              engine.addFiles(files, target);
            }}
          />
        ))}
      </div>
    </div>,
    document.body,
  );
}

function Target({ icon: Icon, title, hint, onFiles }: { icon: LucideIcon; title: string; hint: string; onFiles: (files: File[]) => void }) {
  // Types and limits are judged by the bytes, with a sentence for each; refusing here would only say "no".
  const { getRootProps, isDragActive } = useDropzone({ noClick: true, noKeyboard: true, noPaste: true, onDrop: (files) => onFiles(files) });
  return (
    <div
      {...getRootProps()}
      className={cn(
        "grid min-h-40 place-content-center justify-items-center gap-1.5 rounded-lg border border-dashed border-line-strong bg-surface p-6 text-center",
        isDragActive && "border-solid border-tungsten-ink bg-raised",
      )}
    >
      <Icon aria-hidden="true" className="icon size-6 text-quiet" />
      <p className="font-medium">{title}</p>
      <p className="text-sm text-quiet">{hint}</p>
    </div>
  );
}
