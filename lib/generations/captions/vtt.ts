/** A line that is shown from one moment to another, in milliseconds of the clip. */
export interface Cue {
  startMs: number;
  endMs: number;
  /** Plain words, of one or more lines. */
  text: string;
}

/** What is wrong, and in which line of the text, counted from 1. */
export interface CaptionsProblem {
  line: number;
  code: "time" | "backwards" | "noWords" | "tooMany";
}

/** Where the words of each lie under `fields`. */
export const PROBLEM_WORDS = {
  ...{ time: "captionsTime", backwards: "captionsBackwards", noWords: "captionsNoWords", tooMany: "captionsTooMany" },
} as const satisfies Record<CaptionsProblem["code"], string>;

/** More than anybody says in a clip: in characters, and in lines with times of their own. */
export const CAPTIONS_MAX_LENGTH = 100_000;
const MOST_CUES = 1000;
const TIME = String.raw`(?:(\d{1,2}):)?([0-5]?\d):([0-5]?\d)[.,](\d{3})`;
const TIMES = new RegExp(String.raw`^\s*${TIME}\s+-->\s+${TIME}(?:\s.*)?$`, "u");
/** Blocks that say how it looks, or nothing. */
const ASIDE = /^(?:WEBVTT|NOTE|STYLE|REGION)(?:\s|$)/u;
const ENTITIES: Record<string, string> = { amp: "&", lt: "<", gt: ">", nbsp: "\u00a0", lrm: "", rlm: "" };
const UNSEEN = /[\p{Cc}\u200e\u200f\u202a-\u202e\u2066-\u2069]/gu;

/**
 * Reads WebVTT, and SubRip, which differs in its commas: times and words. What else these can say (places, colours, voices, notes) is
 * left out, so that nothing but words is ever kept or shown.
 */
export function readCaptions(text: string): Cue[] | CaptionsProblem {
  const lines = text.replace(/^\uFEFF/u, "").split(/\r\n?|\n/u);
  const cues: Cue[] = [];
  for (let at = 0; at < lines.length; at++) {
    if (lines[at]!.trim() === "") continue;
    const begin = at;
    while (at < lines.length && lines[at]!.trim() !== "") at++;
    const block = lines.slice(begin, at);
    if (ASIDE.test(block[0]!) && !block.some((line) => TIMES.test(line))) continue;
    // A name or a number may stand before the times.
    const timeAt = TIMES.test(block[0]!) ? 0 : 1;
    const times = TIMES.exec(block[timeAt] ?? "");
    if (!times) return { line: begin + 1, code: "time" };
    const [startMs, endMs] = [millisecondsOf(times.slice(1, 5)), millisecondsOf(times.slice(5, 9))];
    const words = block
      .slice(timeAt + 1)
      .map(plainOf)
      .filter(Boolean)
      .join("\n");
    const line = begin + timeAt + 1;
    if (endMs <= startMs) return { line, code: "backwards" };
    if (words === "") return { line, code: "noWords" };
    if (cues.length === MOST_CUES) return { line, code: "tooMany" };
    cues.push({ startMs, endMs, text: words });
  }
  return cues.sort((a, b) => a.startMs - b.startMs);
}

const millisecondsOf = ([hours = "0", minutes, seconds, thousandths]: (string | undefined)[]): number =>
  ((Number(hours) * 60 + Number(minutes)) * 60 + Number(seconds)) * 1000 + Number(thousandths);

const plainOf = (line: string): string =>
  line
    .replace(/<[^<>]*>/gu, "")
    .replace(/&(\w+);/gu, (all, name: string) => ENTITIES[name] ?? all)
    .replace(UNSEEN, "")
    .trim();

/** Words as they may stand in a cue: no tag, no entity, and no arrow, which would be times. */
export const escapeCue = (text: string): string => text.replaceAll("&", "&amp;").replaceAll("<", "&lt;").replaceAll(">", "&gt;");

/** A WebVTT file of these. */
export const writeVtt = (cues: readonly Cue[]): string =>
  `${["WEBVTT", ...cues.map(({ startMs, endMs, text }) => `${formatCueTime(startMs)} --> ${formatCueTime(endMs)}\n${escapeCue(text)}`)].join("\n\n")}\n`;

const pad = (value: number, length = 2): string => String(value).padStart(length, "0");

/** `00:01:02.345` */
export function formatCueTime(ms: number): string {
  const whole = Math.max(0, Math.round(ms));
  const seconds = Math.floor(whole / 1000);
  return `${pad(Math.floor(seconds / 3600))}:${pad(Math.floor(seconds / 60) % 60)}:${pad(seconds % 60)}.${pad(whole % 1000, 3)}`;
}
