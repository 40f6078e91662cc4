/** The longest and the shortest part that the provider takes, in milliseconds. */
export const LONGEST_MS = 15_000;
export const SHORTEST_MS = 2_000;

/** How a file is counted while it is cut: by its frames, and a sound by tenths of a second. */
export interface Scale {
  unitMs: number;
  /** Of the whole file. */
  count: number;
  least: number;
  most: number;
}

/** From one unit to before another. */
export interface Range {
  start: number;
  end: number;
}

const SOUND_UNIT_MS = 100;

export function scaleOf({ durationMs, framesPerSecond }: { durationMs: number; framesPerSecond: number | null }): Scale {
  const unitMs = framesPerSecond ? 1000 / framesPerSecond : SOUND_UNIT_MS;
  const count = Math.max(1, Math.floor(durationMs / unitMs + 0.01));
  const most = Math.min(count, Math.floor(LONGEST_MS / unitMs + 0.01));
  return { unitMs, count, most, least: Math.min(most, Math.ceil(SHORTEST_MS / unitMs - 0.01)) };
}

/** Where one begins: as much as is taken, from the beginning. */
export const firstRange = ({ most }: Scale): Range => ({ start: 0, end: most });

const clamp = (value: number, least: number, most: number): number => Math.min(most, Math.max(least, Math.round(value)));

/** The other end gives way where the part would become too long or too short. */
export function moveStart({ end }: Range, to: number, { count, least, most }: Scale): Range {
  const start = clamp(to, 0, count - least);
  return { start, end: clamp(end, start + least, Math.min(count, start + most)) };
}

export function moveEnd({ start }: Range, to: number, { count, least, most }: Scale): Range {
  const end = clamp(to, least, count);
  return { start: clamp(start, Math.max(0, end - most), end - least), end };
}

export const toMs = (unit: number, { unitMs }: Scale): number => Math.round(unit * unitMs);

/** A moment as "0:07.3". */
export function formatTenths(ms: number): string {
  const tenths = Math.round(ms / 100);
  const seconds = Math.floor(tenths / 10);
  return `${Math.floor(seconds / 60)}:${String(seconds % 60).padStart(2, "0")}.${tenths % 10}`;
}
