/**
 * What to ask of ffmpeg, as arrays: built here without running anything, so that each can be read and tested.
 */

/** At most so many threads: a picture must not take the machine from the pages that people look at. */
const FEW_THREADS = ["-threads", "2"];

/** A picture of 8 bits, also of a clip of 10: what every browser and the provider take, in half the room. */
const PNG = ["-c:v", "png", "-pix_fmt", "rgb24"];

/** Clips are MP4 or MOV, which one demuxer reads; every other one, with its own history of faults, stays shut. */
const CLIP = ["-f", "mov"];

/** Fits into a square of `side` pixels, never enlarged, with even sides as encoders want them. */
export const fitInto = (side: number): string =>
  `scale=w='min(${side},iw)':h='min(${side},ih)':force_original_aspect_ratio=decrease,scale=w='max(2,trunc(iw/2)*2)':h='max(2,trunc(ih/2)*2)',setsar=1`;

/** The one frame at a moment, as PNG on standard output. `side` bounds the longer side; the clip's own size without it. */
export function frameAtArgs(file: string, options: { atSeconds: number; side?: number; demuxer?: readonly string[] }): string[] {
  return [
    ...FEW_THREADS,
    // Before the input, so that it jumps to the key frame before instead of decoding everything.
    ...["-ss", options.atSeconds.toFixed(3), ...(options.demuxer ?? CLIP), "-i", file],
    ...["-map", "0:v:0", "-frames:v", "1", "-an", "-sn"],
    ...(options.side ? ["-vf", fitInto(options.side)] : []),
    ...["-f", "image2pipe", ...PNG, "pipe:1"],
  ];
}

/**
 * The very last frame, in full size, as PNG on standard output. `-sseof` jumps near the end, and the filter keeps
 * what comes last; asking for a time instead would miss by a frame where lengths are rounded.
 */
export function lastFrameArgs(file: string, options: { target: string; windowSeconds?: number; demuxer?: readonly string[] }): string[] {
  return [
    ...FEW_THREADS,
    ...["-sseof", `-${(options.windowSeconds ?? 1).toFixed(3)}`, ...(options.demuxer ?? CLIP), "-i", file],
    ...["-map", "0:v:0", "-an", "-sn"],
    // Every frame overwrites the one before it; what stays is the last.
    ...["-update", "1", "-f", "image2", ...PNG, "-y", options.target],
  ];
}

export interface SpriteShape {
  /** From one cell to the next. */
  intervalMs: number;
  columns: number;
  rows: number;
  /** Bounds the longer side of a cell in pixels. */
  side: number;
}

/** Frames at even moments, row by row in one picture, as PNG on standard output. Each is the frame that is on screen at its moment. */
export function spriteArgs(file: string, { intervalMs, columns, rows, side }: SpriteShape): string[] {
  return [
    ...FEW_THREADS,
    ...[...CLIP, "-i", file],
    ...["-map", "0:v:0", "-frames:v", "1", "-an", "-sn"],
    // The last frame goes on where the length was rounded: no cell is black.
    ...["-vf", `fps=1000/${intervalMs}:round=up,tpad=stop=${columns}:stop_mode=clone,${fitInto(side)},tile=${columns}x${rows}`],
    ...["-f", "image2pipe", ...PNG, "pipe:1"],
  ];
}

/** Any still picture that ffmpeg can read, as PNG on standard output; for the formats that sharp cannot. */
export function stillToPngArgs(file: string, options: { demuxer: "bmp_pipe"; side?: number }): string[] {
  return [
    ...FEW_THREADS,
    ...["-f", options.demuxer, "-i", file],
    ...["-frames:v", "1"],
    ...(options.side ? ["-vf", fitInto(options.side)] : []),
    ...["-f", "image2pipe", "-c:v", "png", "pipe:1"],
  ];
}
