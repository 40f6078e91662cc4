import { z } from "zod";
import { isAsLong } from "@/lib/files/file-video";
import { FIXED_RATIOS, isModelKey, outputPixels, RESOLUTIONS } from "@/lib/models/catalog";
import { shotsIn } from "@/lib/models/shot-marks";
import type { Measured } from "@/lib/platform/ffmpeg/measure-clip";
import type { Span } from "@/lib/platform/ffmpeg/sound-meter";
import type { RecipeColumns } from "@/lib/recipes/recipe";
import { FINDING_KINDS, type Finding } from "../view";
import { BLOCK_PIXELS } from "./rules";

const number = z.number();
const findingSchema = z.object({
  kind: z.enum(FINDING_KINDS),
  spans: z.array(z.tuple([number, number])),
  found: z.array(number).optional(),
  asked: z.array(number).optional(),
});

/** Reads the column `clip_checks.findings`; what no version of ours knows is left out. */
export const readFindings = (json: unknown): Finding[] =>
  Array.isArray(json) ? json.flatMap((one) => findingSchema.safeParse(one).data ?? []) : [];

/** More than anybody looks at one by one. */
const MOST_SPANS = 20;
/** Rounded times of one picture. */
const SAME_MS = 100;

/** What a clip was asked to be. */
export interface Asked extends Pick<RecipeColumns, "mode" | "model" | "resolution" | "ratio" | "durationSeconds" | "sound" | "prompt"> {
  /** A clip among what it was made from may say how long and how wide it is. */
  hasVideoInput: boolean;
}

/** What the file is. */
export interface Made {
  width: number;
  height: number;
  durationMs: number;
  hasSound: boolean;
}

/** What somebody who asked for this would want to know of what came. */
export function judge(asked: Asked, made: Made, { black, frozen, silent, cutsMs, clipped }: Measured): Finding[] {
  const isBlack = ([from, to]: Span): boolean => black.some((one) => one[0] <= from + SAME_MS && one[1] >= to - SAME_MS);
  const spans = (kind: Finding["kind"], found: readonly Span[]): Finding[] =>
    found.length > 0 ? [{ kind, spans: found.slice(0, MOST_SPANS).map(([from, to]) => [from, to]) }] : [];
  return [
    ...spans("black", black),
    // What is black does not move either, and says so once.
    ...spans(
      "frozen",
      frozen.filter((span) => !isBlack(span)),
    ),
    ...(asked.sound && !made.hasSound ? [{ kind: "noSound" as const, spans: [] }] : []),
    ...(asked.sound ? spans("silent", silent) : []),
    ...spans("clipped", clipped),
    ...judgeSize(asked, made),
    ...judgeLength(asked, made),
    ...judgeCuts(asked, cutsMs),
  ];
}

/** Frames give their own ratio, whatever is asked for beside them, and so may a clip. */
function judgeSize({ mode, model, resolution, ratio, hasVideoInput }: Asked, { width, height }: Made): Finding[] {
  const fixed = FIXED_RATIOS.find((one) => one === ratio);
  const known = RESOLUTIONS.find((one) => one === resolution);
  if (!fixed || !known || !isModelKey(model) || mode === "firstFrame" || mode === "firstLast" || hasVideoInput) return [];
  const sides = outputPixels(model, known, fixed);
  if (Math.abs(width - sides[0]) < BLOCK_PIXELS && Math.abs(height - sides[1]) < BLOCK_PIXELS) return [];
  return [{ kind: "size", spans: [], found: [width, height], asked: [...sides] }];
}

function judgeLength({ durationSeconds, hasVideoInput }: Asked, { durationMs }: Made): Finding[] {
  if (durationSeconds === null || hasVideoInput || isAsLong(durationMs, durationSeconds * 1000)) return [];
  return [{ kind: "length", spans: [], found: [durationMs / 1000], asked: [durationSeconds] }];
}

/** A list of shots is one picture after another; where there is none, nobody said how many. */
function judgeCuts({ prompt }: Asked, cutsMs: readonly number[]): Finding[] {
  const shots = shotsIn(prompt).length;
  if (shots === 0 || cutsMs.length === shots - 1) return [];
  const spans = cutsMs.slice(0, MOST_SPANS).map((at): [number, number] => [at, at]);
  return [{ kind: "cuts", spans, found: [cutsMs.length + 1], asked: [shots] }];
}
