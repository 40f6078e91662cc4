"use client";

import type { Mode } from "@/lib/models/catalog";
import { cn } from "@/lib/shared/cn";
import { useComposerState } from "../engine/composer-context";

/** As tall as the files of the mode will be, for the moment before they are there: nothing around them moves when they come. */
export function FilesPlaceholder({ mode }: { mode: Mode }) {
  const count = useComposerState((state) => state.inputs.filter((input) => input.role === "reference").length);
  if (mode === "text") return null;
  if (mode !== "references") return <div aria-hidden="true" className="h-[7.5rem]" />;
  return (
    <div aria-hidden="true" className="flex flex-col gap-2">
      <div className="flex flex-wrap gap-2">
        {Array.from({ length: count }, (_, index) => (
          <span key={index} className="size-[4.5rem] rounded-lg bg-raised" />
        ))}
        <span className={cn("h-[4.5rem]", count === 0 ? "w-full" : "w-[4.5rem]")} />
      </div>
      {count > 0 && <p className="text-xs">{"\u00a0"}</p>}
    </div>
  );
}
