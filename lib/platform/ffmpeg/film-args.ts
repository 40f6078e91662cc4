/**
 * How a film is put together, as arguments: pieces of its items are drawn in batches of a few inputs each, and the batches are joined
 * without being encoded again. So a film of hundreds of items needs no more memory than one of ten.
 */

import { aigcArgs, labelOver, NAMED_TAGS } from "./label-args";

/** 48,000 samples a second are exactly 2,000 for each of 24 frames, so that sound and picture end together. */
export const FILM_RATE = 24;
const SAMPLES_PER_FRAME = 2_000;

/** Where the picture and the sound of an item come from. */
export interface FilmSource {
  file: string;
  /** A picture stands still and is silent. */
  kind: "clip" | "still";
  hasSound: boolean;
  /** In pixels; null: not known. */
  width: number | null;
  height: number | null;
}

/** Frames `from` to before `to` of a source. */
export interface FilmPart {
  source: FilmSource;
  from: number;
  to: number;
}

/** What is on screen by itself, or two that fade into each other from their first frame to their last. */
export type FilmPiece = readonly [FilmPart] | readonly [FilmPart, FilmPart];

export interface FilmFormat {
  width: number;
  height: number;
  /** What becomes of a source of another shape. */
  fit: "fit" | "fill" | "blur";
}

export const framesOfPiece = ([{ from, to }]: FilmPiece): number => to - from;

/** Sides that differ by less are the same shape: the models' own sizes of one ratio differ by up to two hundredths. */
const SAME_SHAPE = 0.03;

function fitted({ width, height }: FilmSource, format: FilmFormat, label: string): string {
  const to = `${format.width}:${format.height}`;
  const isSameShape =
    width !== null && height !== null && Math.abs(Math.log((width * format.height) / (height * format.width))) < SAME_SHAPE;
  const cover = `scale=${to}:force_original_aspect_ratio=increase:flags=bicubic,crop=${to}`;
  if (width === format.width && height === format.height) return "null";
  if (isSameShape || format.fit === "fill") return cover;
  const inside = `scale=${to}:force_original_aspect_ratio=decrease:force_divisible_by=2:flags=bicubic`;
  if (format.fit === "fit") return `${inside},pad=${to}:(ow-iw)/2:(oh-ih)/2`;
  // Blurred at an eighth of the size: as soft, and a small part of the work.
  const small = `${even(format.width / 8)}:${even(format.height / 8)}`;
  return (
    `split[${label}b][${label}f];` +
    `[${label}b]scale=${small}:force_original_aspect_ratio=increase,crop=${small},gblur=sigma=6,scale=${to},eq=brightness=-0.08[${label}c];` +
    `[${label}f]${inside}[${label}g];[${label}c][${label}g]overlay=(W-w)/2:(H-h)/2`
  );
}

const even = (value: number): number => Math.max(2, Math.round(value / 2) * 2);

function picture({ source, from, to }: FilmPart, input: number, format: FilmFormat, label: string): string {
  // A still is one frame, which is shown for as long as it is wanted. A clip that is shorter than its row says holds its last frame.
  const frames =
    source.kind === "still"
      ? `loop=loop=${to}:size=1:start=0,setpts=N/${FILM_RATE}/TB`
      : `fps=${FILM_RATE}:start_time=0,tpad=stop=${to}:stop_mode=clone`;
  return `[${input}:v:0]${frames},trim=start_frame=${from}:end_frame=${to},setpts=PTS-STARTPTS,${fitted(source, format, label)},setsar=1,format=yuv420p[${label}]`;
}

function sound({ source, from, to }: FilmPart, input: number, label: string, fade: "in" | "out" | null): string {
  const samples = (to - from) * SAMPLES_PER_FRAME;
  const heard = source.hasSound
    ? `[${input}:a:0]aresample=48000:async=1:first_pts=0,aformat=sample_fmts=fltp:channel_layouts=stereo,apad=whole_len=${to * SAMPLES_PER_FRAME},` +
      `atrim=start_sample=${from * SAMPLES_PER_FRAME}:end_sample=${to * SAMPLES_PER_FRAME}`
    : `anullsrc=r=48000:cl=stereo,aformat=sample_fmts=fltp,atrim=end_sample=${samples}`;
  return `${heard},asetpts=PTS-STARTPTS${fade === null ? "" : `,afade=t=${fade}:ss=0:ns=${samples}`}[${label}]`;
}

function pieceGraph(piece: FilmPiece, input: number, format: FilmFormat, index: number): string {
  const [first, second] = piece;
  const frames = framesOfPiece(piece);
  if (!second) return [picture(first, input, format, `v${index}`), sound(first, input, `a${index}`, null)].join(";");
  return [
    picture(first, input, format, `x${index}`),
    picture(second, input + 1, format, `y${index}`),
    // The second one comes over the first, a little less transparent with each frame.
    `[y${index}]format=yuva420p,fade=t=in:start_frame=0:nb_frames=${frames}:alpha=1[z${index}]`,
    `[x${index}][z${index}]overlay=format=yuv420:shortest=1,format=yuv420p[v${index}]`,
    sound(first, input, `p${index}`, "out"),
    sound(second, input + 1, `q${index}`, "in"),
    `[p${index}][q${index}]amix=inputs=2:normalize=0:duration=first[a${index}]`,
  ].join(";");
}

/** As many as are of use; each of more, on a large machine, would set frames aside that count against the memory it may have. */
const THREADS = ["-threads", "8"];

/** A picture that lies over the first frames of a film. */
interface FilmLabel {
  file: string;
  inset: number;
  /** So many of the batch. */
  frames: number;
}

/** Draws some pieces: the picture into one file and the sound, as it is, into another. Says on standard output how far it is. */
export function batchArgs(
  pieces: readonly FilmPiece[],
  format: FilmFormat,
  targets: { video: string; sound: string },
  label: FilmLabel | null = null,
): string[] {
  const inputs: string[] = [];
  const graphs: string[] = [];
  let input = 0;
  pieces.forEach((piece, index) => {
    graphs.push(pieceGraph(piece, input, format, index));
    for (const { source } of piece) {
      inputs.push("-threads", "2", "-f", source.kind === "still" ? "png_pipe" : "mov", "-i", source.file);
      input++;
    }
  });
  // The end of the last piece may be rounded up to one frame more.
  const frames = pieces.reduce((sum, piece) => sum + framesOfPiece(piece), 0);
  const labelled = label ? `[whole];[whole][${input}:v:0]${labelOver(label.inset, `lt(n,${label.frames})`)},format=yuv420p` : "";
  if (label) inputs.push("-f", "png_pipe", "-i", label.file);
  const joined = `${pieces.map((_, index) => `[v${index}][a${index}]`).join("")}concat=n=${pieces.length}:v=1:a=1[v][a];[v]fps=${FILM_RATE},trim=end_frame=${frames}${labelled}[film]`;
  return [
    ...["-xerror", "-progress", "pipe:1", "-stats_period", "0.5"],
    ...inputs,
    ...["-filter_complex", [...graphs, joined].join(";")],
    ...["-map", "[film]", "-c:v", "libx264", ...THREADS, "-preset", "veryfast", "-crf", "17", "-pix_fmt", "yuv420p", "-map_metadata", "-1"],
    ...[...TIMESCALE, "-f", "mp4", "-y", targets.video],
    ...["-map", "[a]", "-c:a", "pcm_s16le", "-map_metadata", "-1", "-f", "wav", "-y", targets.sound],
  ];
}

/** The frames that a run of `batchArgs` has drawn, out of what it last said; null where it said nothing of it. */
export function readProgress(text: string): number | null {
  const last = text
    .matchAll(/^frame=\s*(\d+)$/gm)
    .toArray()
    .at(-1)?.[1];
  return last === undefined ? null : Number(last);
}

/** As the concat demuxer reads it. Lengths are told, because containers round theirs to milliseconds. */
export const listOf = (batches: readonly { file: string; frames: number }[]): string =>
  batches
    .map(({ file, frames }) => `file '${file.replaceAll("'", String.raw`'\''`)}'\nduration ${(frames / FILM_RATE).toFixed(6)}\n`)
    .join("");

/** Ticks of a second in which 24 frames are whole numbers. */
const TIMESCALE = ["-video_track_timescale", "24000"];

const concat = (list: string): string[] => ["-f", "concat", "-safe", "0", "-i", list];

/** As broadcasters in Europe and the large video sites level: integrated loudness, range and true peak. */
const LOUDNESS = "I=-16:LRA=11:TP=-1.5";

/** Measures how loud a film is; the answer is JSON at the end of standard error. */
export const loudnessArgs = (soundList: string): string[] => loudnessOf(concat(soundList));

/** The same of anything that is read so. */
export const loudnessOf = (input: readonly string[]): string[] => [
  ...["-loglevel", "info", ...input],
  ...["-map", "0:a:0", "-af", `loudnorm=${LOUDNESS}:print_format=json`, "-f", "null", "-"],
];

/** The filter that brings what was measured to the level of all. */
export const levelling = (loudness: Loudness): string =>
  `loudnorm=${LOUDNESS}:measured_I=${loudness.input_i}:measured_LRA=${loudness.input_lra}:measured_TP=${loudness.input_tp}` +
  `:measured_thresh=${loudness.input_thresh}:offset=${loudness.target_offset}:linear=true`;

export interface Loudness {
  input_i: string;
  input_lra: string;
  input_tp: string;
  input_thresh: string;
  target_offset: string;
}

/** What `loudnessArgs` found; null for a film without a sound to be heard. */
export function readLoudness(stderr: string): Loudness | null {
  const found = /\{[^{}]*"input_i"[^{}]*\}/.exec(stderr)?.[0];
  if (!found) return null;
  const loudness = JSON.parse(found) as Loudness;
  return Object.values(loudness).some((value) => /inf|nan/i.test(value)) ? null : loudness;
}

/** Joins what the batches drew into one file. */
export function joinArgs(
  lists: { video: string; sound: string },
  target: string,
  loudness: Loudness | null,
  aigc: string | null = null,
): string[] {
  const levelled = loudness ? ["-af", `${levelling(loudness)},aformat=sample_rates=48000:channel_layouts=stereo`] : [];
  return [
    ...[...concat(lists.video), ...concat(lists.sound)],
    ...["-map", "0:v:0", "-map", "1:a:0", "-c:v", "copy", ...levelled, "-c:a", "aac", "-b:a", "192k"],
    ...["-map_metadata", "-1", ...(aigc === null ? [] : aigcArgs(aigc))],
    ...[...TIMESCALE, "-movflags", `+faststart${aigc === null ? "" : NAMED_TAGS}`, "-f", "mp4", "-y", target],
  ];
}
