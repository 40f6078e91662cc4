import { randomUUID } from "node:crypto";
import { readFile, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import path from "node:path";
import { frameAtArgs, lastFrameArgs } from "./args";
import { FfmpegError, runFfmpeg } from "./run-ffmpeg";

const TIMEOUT_MS = 30_000;

/**
 * One frame of a video as a PNG.
 * @param options.side bounds the longer side in pixels; full size without it
 * @param options.demuxer for what is neither MP4 nor MOV
 * @throws FfmpegError when there is no frame at that time, or the file is no video
 */
export async function grabFrame(
  file: string,
  options: { atSeconds: number; side?: number; signal?: AbortSignal; demuxer?: readonly string[] },
): Promise<Buffer> {
  const { signal, ...what } = options;
  const { stdout, stderr } = await runFfmpeg(frameAtArgs(file, what), { timeoutMs: TIMEOUT_MS, ...(signal ? { signal } : {}) });
  // Behind the end it succeeds with nothing.
  if (stdout.length === 0) throw new FfmpegError("failed", { exitCode: 0, stderr: stderr || "no frame at that time" });
  return stdout;
}

/** The very last frame of a video, in full size, as a PNG. @throws FfmpegError */
export async function grabLastFrame(file: string, options: { signal?: AbortSignal; demuxer?: readonly string[] } = {}): Promise<Buffer> {
  const reader = options.demuxer ? { demuxer: options.demuxer } : {};
  const target = path.join(tmpdir(), `dailies-${randomUUID()}.png`);
  try {
    // A second is enough, except where the sound runs on after the picture.
    for (const windowSeconds of [1, 10, 60]) {
      await runFfmpeg(lastFrameArgs(file, { target, windowSeconds, ...reader }), {
        timeoutMs: TIMEOUT_MS,
        ...(options.signal ? { signal: options.signal } : {}),
      });
      const picture = await readFile(target).catch(() => null);
      if (picture && picture.length > 0) return picture;
    }
    throw new FfmpegError("failed", { exitCode: 0, stderr: "no last frame" });
  } finally {
    await rm(target, { force: true });
  }
}

/**
 * The frame with this number, counted from 0, in full size, as a PNG. A number behind the end is the last frame, as in a player, which
 * goes on showing it while the sound runs out.
 * @throws FfmpegError
 */
export async function grabFrameNumber(
  file: string,
  options: { frame: number; framesPerSecond: number; signal?: AbortSignal },
): Promise<Buffer> {
  const { frame, framesPerSecond, signal } = options;
  const passedOn = signal ? { signal } : {};
  // Asked for from half a frame before: of times that are rounded, none falls on a neighbour.
  const picture = await grabFrame(file, { atSeconds: Math.max(0, frame - 0.5) / framesPerSecond, ...passedOn }).catch((error: unknown) => {
    if (error instanceof FfmpegError && error.exitCode === 0) return null;
    throw error;
  });
  return picture ?? grabLastFrame(file, passedOn);
}
