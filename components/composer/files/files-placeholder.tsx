"use client";

import type { Mode } from "@/lib/models/catalog";
import { cn } from "@/lib/shared/cn";
import { useComposerState } from "../engine/composer-context";

/** As tall as the files of the mode will be, for the moment before they are there: nothing around them moves when they come. */
export function FilesPlaceholder({ mode }: { mode: Mode }) {
  const count = useComposerState((state) => state.inputs.filter((input) => input.role === "reference").length);
  if (mode === "text") return null;
  if (mode !== "references") return <div aria-hidden="true" className="h-16 w-24 pointer-coarse:h-24" />;
  return (
    <div aria-hidden="true" className="flex flex-wrap gap-2">
      {Array.from({ length: count }, (_, index) => (
        <span key={index} className="size-16 rounded-lg bg-raised" />
      ))}
      <span className={cn("h-16", count === 0 ? "w-full" : "w-16")} />
    </div>
  );
}
