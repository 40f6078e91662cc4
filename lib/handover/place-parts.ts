import type { Edit, EditPart } from "./edit";

/** Where a part lies; frames count from the beginning of the edit, ends are the frame behind the last one. */
export interface PlacedPart<T extends EditPart = EditPart> {
  part: T;
  /** With what lies under cross-fades. */
  start: number;
  end: number;
  /** Between the cuts: a cross-fade has its cut in the middle, and its halves are what goes on behind the cut. */
  cutStart: number;
  cutEnd: number;
  /** Frames of the cross-fade from the part before, in front of its cut and behind it. */
  fade: { before: number; after: number } | null;
}

/** Lays parts end to end. A cross-fade is never longer than what is left of either side. */
export function placeParts({ parts }: Pick<Edit, "parts">): PlacedPart[] {
  const placed: PlacedPart[] = [];
  for (const part of parts) {
    const last = placed.at(-1);
    const free = last ? last.end - last.start - (last.fade ? last.fade.before + last.fade.after : 0) : 0;
    const overlap = Math.max(0, Math.min(part.overlap, part.frames, free));
    const start = (last?.end ?? 0) - overlap;
    const before = Math.floor(overlap / 2);
    if (last) last.cutEnd = start + before;
    const fade = overlap > 0 ? { before, after: overlap - before } : null;
    placed.push({ part, start, end: start + part.frames, cutStart: start + before, cutEnd: start + part.frames, fade });
  }
  return placed;
}

/** The frame of its file that is shown at its cut. */
export const sourceAt = ({ part, start }: PlacedPart, frame: number): number => (part.kind === "clip" ? part.from : 0) + frame - start;

/** How long the whole is. */
export const lengthOf = (placed: readonly PlacedPart[]): number => placed.at(-1)?.end ?? 0;
