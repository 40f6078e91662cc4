import { stat } from "node:fs/promises";
import path from "node:path";
import { Worker } from "node:worker_threads";
import { AppError } from "@/lib/shared/errors";

export interface MediaProbe {
  container: "mp4" | "mov" | "mp3" | "wav";
  durationMs: number;
  /** As it is shown: turned, and with square pixels. null without a picture. */
  width: number | null;
  height: number | null;
  framesPerSecond: number | null;
  /** Short names such as `avc`, `hevc`, `aac`, `mp3`, `pcm-s16`; `unknown` where there is a track of another kind. */
  videoCodec: string | null;
  audioCodec: string | null;
}

const MAX_FILE_BYTES = 4 * 1024 ** 3;
// An honest clip takes a tenth of a second and a few megabytes.
const TIMEOUT_MS = 10_000;
const MAX_HEAP_MB = 256;

// Every process of the studio is started in its folder. The bundler does not follow this path: the file is plain.
const threadFile = (): string => path.join(/* turbopackIgnore: true */ process.cwd(), "lib", "platform", "ffmpeg", "probe-thread.mjs");

/**
 * The technical facts of a video or sound file, read in memory-safe code out of its container, in a thread that
 * is ended when the file turns out to be a trap. It does not decode: whether every picture in it is whole is not
 * known.
 * @throws AppError unreadable-media for everything that is not one of ours, whatever it is called
 */
export async function probeMedia(file: string, { timeoutMs = TIMEOUT_MS }: { timeoutMs?: number } = {}): Promise<MediaProbe> {
  const { size } = await stat(file);
  if (size === 0 || size > MAX_FILE_BYTES) throw new AppError("unreadable-media");
  const thread = new Worker(threadFile(), {
    workerData: { file },
    resourceLimits: { maxOldGenerationSizeMb: MAX_HEAP_MB, maxYoungGenerationSizeMb: 32, stackSizeMb: 4 },
    // It needs none of our settings, and none of the loaders that this process may have been started with.
    env: {},
    execArgv: [],
  });
  let timer: NodeJS.Timeout | undefined;
  try {
    return await new Promise<MediaProbe>((resolve, reject) => {
      const refuse = (cause: unknown): void => reject(new AppError("unreadable-media", { cause }));
      timer = setTimeout(() => refuse(new Error("Reading the container took too long.")), timeoutMs);
      thread.on("message", ({ probe, problem }: { probe?: MediaProbe | null; problem?: string }) => {
        if (probe) resolve(probe);
        else refuse(new Error(problem ?? "The container is none of ours."));
      });
      // Out of memory is one of these.
      thread.on("error", refuse);
      thread.on("exit", () => refuse(new Error("The thread ended without an answer.")));
    });
  } finally {
    clearTimeout(timer);
    await thread.terminate();
  }
}
