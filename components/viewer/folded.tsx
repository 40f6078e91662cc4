"use client";

import { ChevronRight } from "@/components/ui/icons";
import { useState, type ReactNode } from "react";
import { keep, readKept } from "./kept";

interface FoldedProps {
  title: string;
  keptAs: string;
  /** Whether what is inside has to be fetched first: then it is made when it opens. What is there already stays for scripts and a search of the page. */
  isFetched?: boolean;
  children: ReactNode;
}

/** Closed until somebody wants it, and then as they left it. */
export function Folded({ title, keptAs, isFetched = false, children }: FoldedProps) {
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
      {(isOpen || !isFetched) && <div className="flex flex-col gap-6 pt-4">{children}</div>}
    </details>
  );
}
