import type { DurationChoice } from "@/lib/models/choices";

/**
 * The length that a slider comes to when it is moved to one: where that one is off, the next in the direction of the
 * move, or else the next the other way.
 */
export function nearestOffered(choices: readonly DurationChoice[], to: number, from: number): number {
  const offered = choices.filter((choice) => choice.reason === null).map((choice) => choice.value);
  const above = offered.find((value) => value >= to);
  const below = offered.findLast((value) => value <= to);
  return (to >= from ? (above ?? below) : (below ?? above)) ?? to;
}
