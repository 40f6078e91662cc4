import { useSyncExternalStore } from "react";
import type { PersonHere } from "@/lib/generations/presence/view";

type Watched = ReadonlyMap<string, readonly PersonHere[]>;
let watched: Watched = new Map();
const listeners = new Set<() => void>();
const subscribe = (listener: () => void): (() => void) => {
  listeners.add(listener);
  return () => void listeners.delete(listener);
};

/** Which clips others look at now. */
export function setWatched(people: readonly PersonHere[]): void {
  const next = new Map<string, readonly PersonHere[]>();
  for (const person of people) for (const clip of person.clips) next.set(clip, [...(next.get(clip) ?? []), person]);
  const namesOf = (of: Watched, id: string): string => JSON.stringify(of.get(id)?.map(({ name }) => name));
  // A card whose watchers are the same ones is not drawn anew.
  for (const id of next.keys()) if (namesOf(watched, id) === namesOf(next, id)) next.set(id, watched.get(id)!);
  watched = next;
  listeners.forEach((listener) => listener());
}

/** Who looks at a clip; null: nobody. */
export const useWatchers = (id: string): readonly PersonHere[] | null =>
  useSyncExternalStore(
    subscribe,
    () => watched.get(id) ?? null,
    () => null,
  );
