import type { ReactNode } from "react";
import { cn } from "@/lib/shared/cn";

/** What is written on a slate: its words, in the reader's language. */
export interface SlateHead {
  scene: string;
  /** A refused attempt is another take. */
  take?: number;
  /** ISO; when the server made the page, so that server and browser write the same day. */
  date: string;
}

type Words = (key: "scene" | "take" | "date") => string;
type Dates = { dateTime: (date: Date, options: { year: "numeric"; month: "2-digit"; day: "2-digit" }) => string };

/** The cells of a slate's head, for the server's translations and for the browser's. */
export const slateCells = (t: Words, format: Dates, { scene, take = 1, date }: SlateHead): SlateProps["cells"] => [
  [t("scene"), scene],
  [t("take"), String(take)],
  [t("date"), format.dateTime(new Date(date), { year: "numeric", month: "2-digit", day: "2-digit" })],
];

interface SlateProps {
  /** Label and value. */
  cells: readonly (readonly [string, string])[];
  /** The sticks fall when the form is sent. */
  closed?: boolean;
  children: ReactNode;
}

/**
 * A form, or the one thing that a page has to say, as the slate that is held before the camera. Without hooks: a page that could
 * be missing brings it along, and must not bring code.
 */
export function Slate({ cells, closed = false, children }: SlateProps) {
  return (
    <div data-slot="slate" className="w-full">
      <div aria-hidden="true" className="relative h-11">
        <Stick
          className={cn(
            "bottom-5.5 origin-[0.625rem_100%] rounded-sm transition-transform duration-180",
            closed ? "rotate-0" : "-rotate-5",
          )}
        />
        <Stick className="bottom-0 rounded-t-sm" reversed />
      </div>
      <div className="rounded-b-lg border border-t-0 border-line bg-surface">
        <dl aria-hidden="true" className="grid grid-cols-[1.4fr_1fr_1.4fr] divide-x divide-line border-b border-line">
          {cells.map(([label, value]) => (
            <div key={label} className="min-w-0 px-3 py-2.5 font-mono wrap-anywhere sm:px-4">
              <dt className="text-xs text-quiet">{label}</dt>
              <dd className="text-sm tabular">{value}</dd>
            </div>
          ))}
        </dl>
        <div className="p-5 sm:p-6">{children}</div>
      </div>
    </div>
  );
}

const STRIPES = 9;

/** One stick of the clapper with its slanted stripes. */
function Stick({ className, reversed = false }: { className: string; reversed?: boolean }) {
  const slant = reversed ? -1 : 1;
  return (
    <svg viewBox="0 0 400 20" preserveAspectRatio="none" className={cn("absolute inset-x-0 h-5 w-full overflow-hidden", className)}>
      <rect width="400" height="20" fill="var(--text)" />
      {Array.from({ length: STRIPES }, (_, index) => {
        const x = index * 50 - 10;
        return <path key={index} d={`M${x} ${slant > 0 ? 20 : 0} l20 ${-20 * slant} h24 l-20 ${20 * slant} z`} fill="var(--canvas)" />;
      })}
    </svg>
  );
}
