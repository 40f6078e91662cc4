import { type RunOptions, runFfmpeg } from "./run-ffmpeg";
import { type ClippingRule, METER_RATE, SoundMeter, type Span } from "./sound-meter";

/** From when on a moment counts. Levels are parts of full scale. */
export interface MeasureRules {
  black: { pixelLevel: number; partOfPicture: number; seconds: number };
  frozen: { noise: number; seconds: number };
  silent: { level: number; seconds: number };
  /** In percent of what a picture can differ from the one before. */
  cut: { percent: number };
  clipped: ClippingRule;
}

export interface Measured {
  black: Span[];
  frozen: Span[];
  silent: Span[];
  /** Where one picture is followed by quite another. */
  cutsMs: number[];
  clipped: Span[];
  /** As SoundMeter.peaks gives them. */
  peaks: Uint8Array | null;
}

/** Large pictures are looked at smaller: what is looked for is as large as the picture. */
const SIDE = 640;
/** Finer than a line of time has pixels for. */
const MOST_PEAKS = 400;
// As for the strip of frames: every frame is decoded once.
const TIMEOUT_MS = 10 * 60_000;
/** A clip that flickers has a line for each of its frames. */
const MAX_WORDS = 1024 * 1024;

/** Two channels as they are, or one on both: ffmpeg's own way of making two of one takes 3 dB off. */
const AS_TWO = "pan=stereo|FL=FL+FC|FR=FR+FC";

/** Everything that can be told of a clip by decoding it once: what the filters say on standard error, and its sound on standard output. */
export function measureArgs(file: string, { black, frozen, silent, cut }: MeasureRules, hasSound: boolean): string[] {
  const picture = [
    `scale=w='min(${SIDE},iw)':h='min(${SIDE},ih)':force_original_aspect_ratio=decrease:force_divisible_by=2,format=yuv420p`,
    `blackdetect=d=${black.seconds}:pic_th=${black.partOfPicture}:pix_th=${black.pixelLevel}`,
    `freezedetect=n=${frozen.noise}:d=${frozen.seconds}`,
    `scdet=t=${cut.percent}`,
  ];
  return [
    ...["-threads", "2", "-f", "mov", "-i", file],
    // The filters tell what they found as information, which runs are silent about otherwise.
    ...["-loglevel", "info", "-nostats"],
    ...["-map", "0:v:0", "-vf", picture.join(","), "-f", "null", "-"],
    ...(hasSound
      ? [
          ...["-map", "0:a:0", "-af", `silencedetect=n=${silent.level}:d=${silent.seconds},aresample=${METER_RATE},${AS_TWO}`],
          ...["-f", "f32le", "pipe:1"],
        ]
      : []),
  ];
}

/** Reads what the filters said. What begins and does not end lasts to the end of the clip. */
export function readMeasures(words: string, durationMs: number): Omit<Measured, "clipped" | "peaks"> {
  // At the head of a line, where nothing stands that a file says of itself.
  const said = (filter: string, what: string) => [...words.matchAll(new RegExp(`^\\[${filter} @ [^\\]]*\\] ${what}`, "gmu"))];
  const ms = (seconds: string | undefined): number => Math.round(Math.max(0, Number(seconds)) * 1000);
  const pairs = (marks: RegExpExecArray[]): Span[] => {
    const starts = marks.filter(([, edge]) => edge === "start").map(([, , at]) => ms(at));
    const ends = marks.filter(([, edge]) => edge === "end").map(([, , at]) => ms(at));
    return starts.map((start, index) => [start, Math.min(ends[index] ?? durationMs, durationMs)]);
  };
  return {
    black: said("blackdetect", "black_start:([\\d.]+) black_end:([\\d.]+)").map(([, from, to]) => [ms(from), ms(to)]),
    frozen: pairs(said("freezedetect", "lavfi\\.freezedetect\\.freeze_(start|end): ([\\d.]+)")),
    silent: pairs(said("silencedetect", "silence_(start|end): (-?[\\d.]+)")),
    cutsMs: said("scdet", "lavfi\\.scd\\.score: [\\d.]+, lavfi\\.scd\\.time: ([\\d.]+)").map(([, at]) => ms(at)),
  };
}

/** Looks through a clip in one pass, behind everything else on the machine. @throws FfmpegError */
export async function measureClip(
  file: string,
  rules: MeasureRules,
  { durationMs, hasSound, ...options }: { durationMs: number; hasSound: boolean } & Pick<RunOptions, "signal" | "ffmpeg">,
): Promise<Measured> {
  const meter = new SoundMeter(rules.clipped);
  const { stderr } = await runFfmpeg(measureArgs(file, rules, hasSound), {
    ...{ timeoutMs: TIMEOUT_MS, isPatient: true, maxStderrChars: MAX_WORDS },
    onOutput: (chunk) => meter.take(chunk),
    ...options,
  });
  return { ...readMeasures(stderr, durationMs), clipped: meter.clipped(), peaks: meter.peaks(MOST_PEAKS) };
}
