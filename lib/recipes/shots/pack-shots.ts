import { secondsOf, type Shot, sumOfShots } from "./shot";

/** How a list becomes clips: one of everything, as few as the model's lengths allow, or one of each shot. */
export const PACKINGS = ["one", "few", "each"] as const;
export type Packing = (typeof PACKINGS)[number];

/**
 * The shots of each clip, in order and none torn apart.
 * @param shots those that say something
 */
export function packShots(shots: readonly Shot[], packing: Packing, { min, max }: { min: number; max: number }): Shot[][] {
  if (shots.length === 0) return [];
  if (packing === "each") return shots.map((shot) => [shot]);
  if (packing === "one" || sumOfShots(shots) === null) return [[...shots]];
  return fewest(shots, min, max) ?? fewest(shots, 1, max) ?? shots.map((shot) => [shot]);
}

/** As few clips as there can be, the first ones as full as that allows; null where some clip would be too short or too long. */
function fewest(shots: readonly Shot[], min: number, max: number): Shot[][] | null {
  /** From each shot on: how many clips, and where the first of them ends. */
  const best: ({ clips: number; end: number } | null)[] = shots.map(() => null);
  best.push({ clips: 0, end: shots.length });
  for (let start = shots.length - 1; start >= 0; start -= 1) {
    let sum = 0;
    for (let end = start + 1; end <= shots.length; end += 1) {
      sum += secondsOf(shots[end - 1]!)!;
      if (sum > max) break;
      const rest = best[end];
      if (sum >= min && rest && rest.clips + 1 <= (best[start]?.clips ?? Infinity)) best[start] = { clips: rest.clips + 1, end };
    }
  }
  const clips: Shot[][] = [];
  for (let at = 0; at < shots.length;) {
    const next = best[at];
    if (!next) return null;
    clips.push(shots.slice(at, next.end));
    at = next.end;
  }
  return clips;
}
