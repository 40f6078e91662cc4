import { formatTimecode } from "@/lib/shared/timecode";

export { countFrames, formatTimecode } from "@/lib/shared/timecode";

/** How a part of a clip is written: one frame, or the first and the last. */
export function formatFrames({ from, to }: { from: number; to: number }, framesPerSecond: number): string {
  const [first, last] = [from, to].map((frame) => formatTimecode(frame, framesPerSecond));
  return from === to ? first! : `${first} – ${last}`;
}

/** The frame that is on screen at a moment; the small part more is for moments that lie a hair before their frame. */
export const frameAt = (seconds: number, framesPerSecond: number): number => Math.floor(seconds * framesPerSecond + 0.01);

/** A moment in the middle of a frame: its edges are rounded differently by every decoder. */
export const middleOf = (frame: number, framesPerSecond: number): number => (frame + 0.5) / framesPerSecond;
