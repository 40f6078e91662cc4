export { countFrames, formatTimecode } from "@/lib/shared/timecode";

/** The frame that is on screen at a moment; the small part more is for moments that lie a hair before their frame. */
export const frameAt = (seconds: number, framesPerSecond: number): number => Math.floor(seconds * framesPerSecond + 0.01);

/** A moment in the middle of a frame: its edges are rounded differently by every decoder. */
export const middleOf = (frame: number, framesPerSecond: number): number => (frame + 0.5) / framesPerSecond;
