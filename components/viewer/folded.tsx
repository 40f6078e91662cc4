"use client";

import { ChevronRight } from "lucide-react";
import { useState, type ReactNode } from "react";
import { keep, readKept } from "./kept";

/** Closed until somebody wants it, and then as they left it. What is inside is made when it opens. */
export function Folded({ title, keptAs, children }: { title: string; keptAs: string; children: ReactNode }) {
  const [isOpen, setOpen] = useState(() => readKept(keptAs) === "open");
  return (
    <details
      open={isOpen}
      onToggle={({ currentTarget }) => {
        setOpen(currentTarget.open);
        keep(keptAs, currentTarget.open ? "open" : "closed");
      }}
      className="group/fold"
    >
      <summary className="-mx-2 flex min-h-control cursor-pointer list-none items-center gap-2 rounded-md px-2 text-sm text-quiet hover:bg-raised hover:text-text pointer-coarse:min-h-11">
        <ChevronRight aria-hidden="true" className="icon transition-transform group-open/fold:rotate-90" />
        {title}
      </summary>
      {isOpen && <div className="flex flex-col gap-6 pt-4">{children}</div>}
    </details>
  );
}
