import type { ReactNode } from "react";
import { cn } from "@/lib/shared/cn";

interface WideTableProps {
  caption: string;
  columns: readonly { key: string; name: ReactNode; className?: string }[];
  className?: string;
  /** Its rows. */
  children: ReactNode;
}

/** A table that moves in a frame of its own where it has no room, which the keyboard reaches too. */
export function WideTable({ caption, columns, className, children }: WideTableProps) {
  return (
    <div
      role="group"
      aria-label={caption}
      tabIndex={0}
      className="relative overflow-x-auto rounded-lg border border-line bg-surface px-4 focus-visible:-outline-offset-2"
    >
      <table className={cn("w-full text-sm tabular", className)}>
        <caption className="sr-only">{caption}</caption>
        <thead>
          <tr className="border-b border-line text-left text-xs text-quiet">
            {columns.map(({ key, name, className: own }) => (
              <th key={key} scope="col" className={cn("py-2 pr-4 font-normal whitespace-nowrap", own)}>
                {name}
              </th>
            ))}
          </tr>
        </thead>
        <tbody className="[&>tr]:border-b [&>tr]:border-line [&>tr:last-child]:border-b-0">{children}</tbody>
      </table>
    </div>
  );
}

export const cellClasses = "py-2 pr-4 align-top";
