/** The part of a clip that is looked at, both frames within it; null: its own end. */
export interface Range {
  in: number | null;
  out: number | null;
}

export const WHOLE: Range = { in: null, out: null };

/** A beginning behind the end lets go of the end, and the other way round: the mark that was set last counts. */
export const withIn = ({ out }: Range, frame: number): Range => ({ in: frame, out: out !== null && out <= frame ? null : out });
export const withOut = (range: Range, frame: number): Range => ({
  in: range.in !== null && range.in >= frame ? null : range.in,
  out: frame,
});

export const isWhole = (range: Range): boolean => range.in === null && range.out === null;

/** The first and the last frame of it. */
export function boundsOf(range: Range, frameCount: number): readonly [first: number, last: number] {
  const last = Math.max(0, frameCount - 1);
  return [Math.min(range.in ?? 0, last), Math.min(range.out ?? last, last)];
}

/** Where it goes on after so many frames backwards: round its ends where it loops, and null at the first frame where it does not. */
export function backFrom(from: number, back: number, [first, last]: readonly [number, number], isLooping: boolean): number | null {
  const begin = Math.min(Math.max(from, first), last);
  const frame = begin - back;
  if (frame >= first) return frame;
  if (!isLooping) return null;
  const count = last - first + 1;
  return first + ((((begin - first - back) % count) + count) % count);
}
