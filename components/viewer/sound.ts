import { keep, readKept } from "./kept";

/** What a person chose for the sound. */
export interface Sound {
  isMuted: boolean;
  volume: number;
}

/** Kept for the next clip and the next visit. */
const KEY = "viewer.sound";

export function readSound(): Sound {
  try {
    const kept = JSON.parse(readKept(KEY) ?? "null") as { isMuted?: unknown; volume?: unknown } | null;
    return { isMuted: kept?.isMuted === true, volume: typeof kept?.volume === "number" ? Math.min(1, Math.max(0, kept.volume)) : 1 };
  } catch {
    // It holds something else: sound on is what a viewer is for.
    return { isMuted: false, volume: 1 };
  }
}

export const keepSound = (sound: Sound): void => keep(KEY, JSON.stringify(sound));
