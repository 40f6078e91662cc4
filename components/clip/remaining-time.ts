import type { UsualTime } from "@/lib/generations/view";

export type RemainingTime = { kind: "left"; seconds: number } | { kind: "anyMoment" } | { kind: "longer" };

/** What is left of a run, judged by how long such clips took here; after nine of ten would be done it is simply longer. */
export function remainingTime({ medianSeconds, toSeconds }: UsualTime, elapsedSeconds: number): RemainingTime {
  if (elapsedSeconds < medianSeconds) return { kind: "left", seconds: medianSeconds - elapsedSeconds };
  return elapsedSeconds <= toSeconds ? { kind: "anyMoment" } : { kind: "longer" };
}

/** An estimate never says that it is done: the clip itself says so. */
const MOST = 0.95;

/** How much of the usual time has passed, for a bar: 0 to 0.95. */
export const shareOfUsual = ({ medianSeconds }: UsualTime, elapsedSeconds: number): number =>
  Math.min(MOST, Math.max(0, elapsedSeconds / Math.max(medianSeconds, 1)));
