import { stat } from "node:fs/promises";
import { askThread } from "@/lib/platform/ask-thread";
import { AppError } from "@/lib/shared/errors";
import { MAX_FILM_BYTES } from "./limits";

/** What clips and sounds come in; the second line is taken from people and never sent. */
export type Container = "mp4" | "mov" | "mp3" | "wav" | ForeignContainer;
export type ForeignContainer = "matroska" | "aac" | "flac" | "ogg";

export interface MediaProbe {
  container: Container;
  durationMs: number;
  /** As it is shown: turned, and with square pixels. null without a picture. */
  width: number | null;
  height: number | null;
  framesPerSecond: number | null;
  /** Short names such as `avc`, `hevc`, `aac`, `mp3`, `pcm-s16`; of a track of another kind what its container calls it. */
  videoCodec: string | null;
  audioCodec: string | null;
  /** Brighter than screens of old can show; null without a picture. */
  isHdr: boolean | null;
  /** Both as browsers are asked about them, such as `avc1.640028, mp4a.40.2`. */
  codecs: string | null;
}

// An honest clip takes a tenth of a second and a few megabytes.
const TIMEOUT_MS = 10_000;
const MAX_HEAP_MB = 256;

/**
 * The technical facts of a video or sound file, read in memory-safe code out of its container, in a thread that
 * is ended when the file turns out to be a trap. It does not decode: see decode.ts.
 * @param options.isFromPeople reads the containers that only people bring as well
 * @throws AppError unreadable-media for everything that is not one of ours, whatever it is called
 */
export async function probeMedia(
  file: string,
  { timeoutMs = TIMEOUT_MS, isFromPeople = false }: { timeoutMs?: number; isFromPeople?: boolean } = {},
): Promise<MediaProbe> {
  const { size } = await stat(file);
  if (size === 0 || size > MAX_FILM_BYTES) throw new AppError("unreadable-media");
  return askThread<MediaProbe>("platform/ffmpeg/probe-thread.mjs", { file, isFromPeople }, { timeoutMs, maxHeapMb: MAX_HEAP_MB });
}
