const pad = (value: number): string => String(value).padStart(2, "0");

/** Hours, minutes, seconds and frames, as editors count: frame 79 at 24 a second is `00:00:03:07`. */
export function formatTimecode(frame: number, framesPerSecond: number): string {
  const rate = Math.max(1, Math.round(framesPerSecond));
  const seconds = Math.floor(frame / rate);
  return `${pad(Math.floor(seconds / 3600))}:${pad(Math.floor(seconds / 60) % 60)}:${pad(seconds % 60)}:${pad(frame % rate)}`;
}

/** How many frames a clip of this length has; at least one. */
export const countFrames = (durationSeconds: number, framesPerSecond: number): number =>
  Math.max(1, Math.round(durationSeconds * framesPerSecond));
