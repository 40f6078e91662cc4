import type { GenerationView } from "@/lib/generations/view";

/** Fewer would be an anecdote. */
const LEAST_SAMPLES = 5;

/**
 * How long clips like this one took here, from acceptance to the provider's "done": the middle eight of ten, in
 * seconds, learned from the finished ones that are loaded. Null while there are too few to speak of.
 */
export function typicalWait(finished: readonly GenerationView[], view: GenerationView): { fromSeconds: number; toSeconds: number } | null {
  const seconds = finished
    .filter((other) => other.status === "ready" && other.model === view.model && other.resolution === view.resolution)
    .flatMap(({ times }) => (times.accepted && times.succeeded ? [(Date.parse(times.succeeded) - Date.parse(times.accepted)) / 1000] : []))
    .filter((value) => value > 0)
    .sort((a, b) => a - b);
  if (seconds.length < LEAST_SAMPLES) return null;
  const at = (share: number): number => seconds[Math.round(share * (seconds.length - 1))]!;
  return { fromSeconds: at(0.1), toSeconds: at(0.9) };
}
