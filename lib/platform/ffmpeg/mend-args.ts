/** What is asked of ffmpeg to mend what people brought, as arguments: read and tested without running anything. */

/** From where to where of a file, in seconds; the whole of it where that is left out. */
export interface Part {
  start: number;
  seconds: number;
}

/** A clip as it is to be. */
export interface ClipShape {
  /** Of the picture itself. */
  width: number;
  height: number;
  /** Where it lies in the middle of black bars; the same size where it has none. */
  canvas: { width: number; height: number };
  /** Frames a second, as ffmpeg writes them. */
  rate: string;
}

/** Says on standard output how far it is, and stops at the first thing that cannot be decoded. */
const TOLD = ["-xerror", "-progress", "pipe:1", "-stats_period", "0.5"];

/** 15 seconds at the most that this allows stay well below what the provider takes. */
const MOST_BITS = "18M";
const H264 = ["-c:v", "libx264", "-preset", "veryfast", "-crf", "18", "-maxrate", MOST_BITS, "-bufsize", MOST_BITS, "-pix_fmt", "yuv420p"];
const AAC = ["-c:a", "aac", "-b:a", "160k", "-ac", "2"];
const BARE = ["-map_metadata", "-1", "-map_metadata:s", "-1", "-map_chapters", "-1", "-fflags", "+bitexact"];

const seek = (part: Part | null): string[] => (part ? ["-ss", part.start.toFixed(3)] : []);
const until = (seconds: number | null): string[] => (seconds === null ? [] : ["-t", seconds.toFixed(3)]);

/** The filters that bring a clip to its shape and rate, before its colours. The last frame stands still where it has to last longer. */
export function clipFilters({ width, height, canvas, rate }: ClipShape, holdSeconds: number | null): string {
  const hasBars = canvas.width !== width || canvas.height !== height;
  return [
    `fps=${rate}`,
    ...(holdSeconds === null ? [] : [`tpad=stop_mode=clone:stop_duration=${holdSeconds}`]),
    `scale=${width}:${height}:flags=bicubic`,
    ...(hasBars ? [`pad=${canvas.width}:${canvas.height}:(ow-iw)/2:(oh-ih)/2`] : []),
    "setsar=1",
  ].join(",");
}

/** A clip as H.264 with AAC, at a constant rate. */
export const clipArgs = (
  file: string,
  to: string,
  how: { demuxer: readonly string[]; part: Part | null; filters: string; holdSeconds: number | null },
): string[] => [
  ...[...TOLD, ...seek(how.part), ...how.demuxer, "-i", file, "-map", "0:v:0", "-map", "0:a:0?"],
  ...until(how.holdSeconds ?? how.part?.seconds ?? null),
  ...["-vf", how.filters, ...(how.holdSeconds === null ? [] : ["-af", "apad"])],
  ...[...H264, ...AAC, ...BARE, "-movflags", "+faststart", "-f", "mp4", "-y", to],
];

/** A sound as plain WAV: every model takes it, and nothing is lost on the way. */
export const soundArgs = (
  file: string,
  to: string,
  how: { demuxer: readonly string[]; part: Part | null; holdSeconds: number | null; levelling: string | null },
): string[] => [
  ...[...TOLD, ...seek(how.part), ...how.demuxer, "-i", file, "-map", "0:a:0", "-vn"],
  ...until(how.holdSeconds ?? how.part?.seconds ?? null),
  "-af",
  [
    ...(how.holdSeconds === null ? [] : ["apad"]),
    ...(how.levelling === null ? [] : [how.levelling]),
    "aformat=sample_rates=48000:channel_layouts=mono|stereo",
  ].join(","),
  ...["-c:a", "pcm_s16le", ...BARE, "-f", "wav", "-y", to],
];

/** How many seconds of the new file there are, out of what a run last said; null where it said nothing of it. */
export function readSeconds(text: string): number | null {
  const last = text
    .matchAll(/^out_time_us=(\d+)$/gm)
    .toArray()
    .at(-1)?.[1];
  return last === undefined ? null : Number(last) / 1_000_000;
}

/** A strip of frames at even moments beside each other, as PNG on standard output. */
export const stripArgs = (
  file: string,
  {
    demuxer,
    seconds,
    cells,
    height,
    isRough,
  }: { demuxer: readonly string[]; seconds: number; cells: number; height: number; isRough: boolean },
): string[] => [
  // Of a long file only the pictures that stand for themselves are drawn: what lies between them costs a hundred times as much.
  ...[
    "-threads",
    "2",
    ...(isRough ? ["-skip_frame", "nokey"] : []),
    ...demuxer,
    "-i",
    file,
    "-map",
    "0:v:0",
    "-frames:v",
    "1",
    "-an",
    "-sn",
  ],
  "-vf",
  `fps=${cells}/${seconds.toFixed(3)}:round=up,tpad=stop=${cells}:stop_mode=clone,scale=-2:${height},setsar=1,tile=${cells}x1`,
  ...["-f", "image2pipe", "-c:v", "png", "-pix_fmt", "rgb24", "pipe:1"],
];

/** A sound as numbers on standard output, for SoundMeter. */
export const samplesArgs = (
  file: string,
  { demuxer, rate, channels }: { demuxer: readonly string[]; rate: number; channels: number },
): string[] => [...[...demuxer, "-i", file, "-map", "0:a:0", "-vn", "-ar", String(rate), "-ac", String(channels), "-f", "f32le", "pipe:1"]];
