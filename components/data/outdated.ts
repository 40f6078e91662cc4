import { unstable_isUnrecognizedActionError as isUnrecognizedAction } from "next/navigation";
import type { ActionResult } from "@/lib/shared/result";

/** The studio was updated under this page: its own code cannot reach the new one any more, and only a reload helps. */
let outdated = false;
const listeners = new Set<() => void>();
const holders = new Set<() => boolean>();

export const isOutdated = (): boolean => outdated;

export function onOutdated(listener: () => void): () => void {
  listeners.add(listener);
  return () => listeners.delete(listener);
}

/** Says while asked whether a reload would lose something. @returns what ends it */
export function holdReload(wouldLose: () => boolean): () => void {
  holders.add(wouldLose);
  return () => holders.delete(wouldLose);
}

export const mayReload = (): boolean => [...holders].every((wouldLose) => !wouldLose());

/** To be told of every call to the server that threw. */
export function noteRejection(error: unknown): void {
  if (outdated || !isUnrecognizedAction(error)) return;
  outdated = true;
  for (const listener of listeners) listener();
}

/** The answer of a server action, or null when none came. */
export async function reach<T>(call: Promise<ActionResult<T>>): Promise<ActionResult<T> | null> {
  try {
    return await call;
  } catch (error) {
    noteRejection(error);
    return null;
  }
}
