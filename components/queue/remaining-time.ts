import type { UsualTime } from "@/lib/generations/view";

export type RemainingTime = { kind: "left"; seconds: number } | { kind: "anyMoment" } | { kind: "longer" };

/** What is left of a run, judged by how long such clips took here; after nine of ten would be done it is simply longer. */
export function remainingTime({ medianSeconds, toSeconds }: UsualTime, elapsedSeconds: number): RemainingTime {
  if (elapsedSeconds < medianSeconds) return { kind: "left", seconds: medianSeconds - elapsedSeconds };
  return elapsedSeconds <= toSeconds ? { kind: "anyMoment" } : { kind: "longer" };
}
