import { writeFile } from "node:fs/promises";
import path from "node:path";
import { AppError } from "@/lib/shared/errors";
import { demuxer, toSdr } from "@/lib/platform/ffmpeg/clean-media";
import { levelling, loudnessOf, readLoudness } from "@/lib/platform/ffmpeg/film-args";
import { grabFrame, grabLastFrame } from "@/lib/platform/ffmpeg/frames";
import { clipArgs, clipFilters, type Part, readSeconds, soundArgs } from "@/lib/platform/ffmpeg/mend-args";
import { mendImage } from "@/lib/platform/ffmpeg/mend-image";
import { FfmpegError, runFfmpeg } from "@/lib/platform/ffmpeg/run-ffmpeg";
import { type Examined, examineFile } from "../examine-file";
import { ASSET_LIMITS } from "../limits";
import { MEND_TIMEOUT_SECONDS } from "./jobs";
import { holdFor, LONGEST, planPart, planShape } from "./plan-clip";
import type { How } from "./schema";
import type { MendFailure } from "./view";

/** A file could not be mended: `code` is a message key under `mend.failures`. */
export class MendError extends Error {
  readonly code: MendFailure;

  constructor(code: MendFailure, cause?: unknown) {
    super(`mend: ${code}`, { cause });
    this.name = "MendError";
    this.code = code;
  }
}

interface Terms {
  /** A scratch folder; everything is written there. */
  folder: string;
  signal: AbortSignal;
  /** Percent. */
  onProgress: (percent: number) => void;
}

/** Makes of a kept file what was asked for. @returns where it lies, in `folder` @throws MendError; FfmpegError when it was stopped */
export async function makeMend(file: string, how: How, terms: Terms): Promise<string> {
  const examined = await examineFile(file);
  if (!examined.ok) throw new MendError("unreadable");
  try {
    if (examined.kind === "image") return await makePicture(file, how, terms);
    if (how.kind === "frame") return await makeFrame(file, how.part, examined, terms);
    return examined.kind === "audio" || how.kind === "sound"
      ? await makeSound(file, how, examined, terms)
      : await makeClip(file, how, examined, terms);
  } catch (error) {
    throw failureOf(error);
  }
}

async function makePicture(file: string, how: How, { folder }: Terms): Promise<string> {
  const to = path.join(folder, "mended");
  const { kind: _kind, ...crop } = how.kind === "crop" ? how : { kind: null };
  await mendImage(file, to, "turn" in crop ? crop : null, ASSET_LIMITS.image);
  return to;
}

async function makeFrame(file: string, part: "first" | "last", { container }: Examined, { folder, signal }: Terms): Promise<string> {
  const how = { signal, demuxer: demuxer(container) };
  const frame = path.join(folder, "frame.png");
  await writeFile(frame, part === "first" ? await grabFrame(file, { ...how, atSeconds: 0 }) : await grabLastFrame(file, how));
  const to = path.join(folder, "mended");
  await mendImage(frame, to, null, ASSET_LIMITS.image);
  return to;
}

async function makeClip(file: string, how: How, { container, facts, isHdr }: Examined, terms: Terms): Promise<string> {
  const to = path.join(terms.folder, "mended.mp4");
  const part = planPart(how.kind === "trim" ? how : null, facts.durationMs);
  const seconds = part?.seconds ?? (facts.durationMs ?? 0) / 1000;
  const holdSeconds = holdFor(seconds * 1000);
  await toSdr(isHdr, clipFilters(planShape(facts), holdSeconds), (filters) =>
    run(clipArgs(file, to, { demuxer: demuxer(container), part, filters, holdSeconds }), holdSeconds ?? seconds, terms),
  );
  return to;
}

async function makeSound(file: string, how: How, { container, facts, hasSound }: Examined, terms: Terms): Promise<string> {
  if (!hasSound) throw new MendError("noSound");
  const to = path.join(terms.folder, "mended.wav");
  const reader = demuxer(container);
  const isLong = (facts.durationMs ?? 0) > ASSET_LIMITS.audio.seconds.max * 1000;
  const part: Part | null =
    how.kind === "sound" && isLong ? { start: 0, seconds: LONGEST } : planPart(how.kind === "trim" ? how : null, facts.durationMs);
  const seconds = part?.seconds ?? (facts.durationMs ?? 0) / 1000;
  const loudness = how.kind === "level" ? readLoudness((await runFfmpeg(loudnessOf([...reader, "-i", file]), limits(terms))).stderr) : null;
  const holdSeconds = holdFor(facts.durationMs === null ? null : seconds * 1000);
  await run(
    soundArgs(file, to, { demuxer: reader, part, holdSeconds, levelling: loudness && levelling(loudness) }),
    holdSeconds ?? seconds,
    terms,
  );
  return to;
}

const limits = ({ signal }: Terms) => ({ timeoutMs: MEND_TIMEOUT_SECONDS * 1000, signal });

async function run(args: readonly string[], seconds: number, terms: Terms): Promise<void> {
  const onOutput = (chunk: Buffer): void => {
    const done = readSeconds(chunk.toString("latin1"));
    if (done !== null && seconds > 0) terms.onProgress(Math.min(99, Math.round((100 * done) / seconds)));
  };
  await runFfmpeg(args, { ...limits(terms), onOutput }).catch((error: unknown) => {
    if (error instanceof FfmpegError && error.reason === "failed") throw new AppError("unreadable-media", { cause: error });
    throw error;
  });
}

function failureOf(error: unknown): unknown {
  if (error instanceof AppError && error.code === "unreadable-media") return new MendError("unreadable", error);
  if (!(error instanceof FfmpegError) || error.reason === "aborted") return error;
  return new MendError(error.reason === "failed" ? "unreadable" : error.reason === "timeout" ? "tooSlow" : "failed", error);
}
