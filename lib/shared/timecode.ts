const pad = (value: number): string => String(value).padStart(2, "0");

/** Hours, minutes, seconds and frames, as editors count: frame 79 at 24 a second is `00:00:03:07`. */
export function formatTimecode(frame: number, framesPerSecond: number): string {
  const rate = Math.max(1, Math.round(framesPerSecond));
  const seconds = Math.floor(frame / rate);
  return `${pad(Math.floor(seconds / 3600))}:${pad(Math.floor(seconds / 60) % 60)}:${pad(seconds % 60)}:${pad(frame % rate)}`;
}

/**
 * Frames of a clip's file that have a picture. Sound may run on behind the last one, by less than what was asked for says: nobody would
 * see those frames. @param seconds that the clip was asked for, or that the provider says it has; null: not known
 */
export const pictureFrames = (durationMs: number, seconds: number | null, framesPerSecond: number): number =>
  Math.min(Math.round((durationMs / 1000) * framesPerSecond), seconds === null ? Infinity : seconds * framesPerSecond + 1);

/** How many frames a clip of this length has; at least one. */
export const countFrames = (durationSeconds: number, framesPerSecond: number): number =>
  Math.max(1, Math.round(durationSeconds * framesPerSecond));
