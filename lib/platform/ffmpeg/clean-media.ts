import { AppError } from "@/lib/shared/errors";
import { fitInto } from "./args";
import type { Container, MediaProbe } from "./probe";
import { FfmpegError, type RunOptions, runFfmpeg } from "./run-ffmpeg";

/** High dynamic range drawn for the screens that the provider's models learned from; without it such a clip looks washed out. */
const TO_SDR =
  "zscale=t=linear:npl=100,format=gbrpf32le,zscale=p=bt709,tonemap=tonemap=hable:desat=0,zscale=t=bt709:m=bt709:r=tv,format=yuv420p";

// 15 s of 1080p take two seconds on a usual machine and a minute with the WebAssembly build.
const LIMITS: RunOptions = { timeoutMs: 180_000 };

/** The one reader for a container: every other one stays shut. */
export const demuxer = (container: Container): string[] => ["-f", container === "mp4" ? "mov" : container];

/** What writes a container; raw AAC is written by the name of its frames. */
const muxer = (container: Container): string => (container === "aac" ? "adts" : container);

async function run(args: readonly string[], options: Partial<RunOptions>): Promise<void> {
  await runFfmpeg(args, { ...LIMITS, ...options }).catch((error: unknown) => {
    if (error instanceof FfmpegError && error.reason === "failed") throw new AppError("unreadable-media", { cause: error });
    throw error;
  });
}

/**
 * Decodes a clip or a sound from its first picture to its last sample: a file that was cut off has a whole index and
 * half of its data, and only this tells.
 * @param options.seconds no further than this
 * @throws AppError unreadable-media
 */
export const assertDecodes = (
  file: string,
  { container }: Pick<MediaProbe, "container">,
  { seconds, ...options }: { signal?: AbortSignal; seconds?: number } = {},
) =>
  run(
    [
      ...["-xerror", ...demuxer(container), ...(seconds === undefined ? [] : ["-t", String(seconds)]), "-i", file],
      ...["-map", "0:v:0?", "-map", "0:a:0?", "-f", "null", "-"],
    ],
    options,
  );

/**
 * The same picture and sound in a new container, without place, device and names; nothing is encoded again.
 * @throws AppError unreadable-media
 */
export const cleanMedia = (
  file: string,
  to: string,
  { container }: Pick<MediaProbe, "container">,
  options: { signal?: AbortSignal } = {},
) =>
  run(
    [
      ...[...demuxer(container), "-i", file],
      ...["-map", "0:v:0?", "-map", "0:a:0?", "-c", "copy"],
      ...["-map_metadata", "-1", "-map_metadata:s", "-1", "-map_chapters", "-1", "-fflags", "+bitexact"],
      ...(container === "mp3" ? ["-id3v2_version", "0"] : []),
      ...(container === "mp4" || container === "mov" ? ["-movflags", "+faststart"] : []),
      ...["-f", muxer(container), "-y", to],
    ],
    options,
  );

/**
 * A copy of a clip that fits into so many pixels, H.264 with AAC, in its own shape and rate (60 a second at most).
 * @throws AppError unreadable-media
 */
export const fitVideo = (
  file: string,
  to: string,
  { maxPixels, isHdr = false }: { maxPixels: number; isHdr?: boolean },
  options: Partial<Pick<RunOptions, "signal" | "timeoutMs" | "isPatient">> = {},
) => {
  // The square root of the share is what each side shrinks by; even sides, as the encoder wants them.
  const scaled = `scale=w='trunc(iw*min(1,sqrt(${maxPixels}/(iw*ih)))/2)*2':h='trunc(ih*min(1,sqrt(${maxPixels}/(iw*ih)))/2)*2',setsar=1`;
  const args = (filters: string) => [
    ...["-f", "mov", "-i", file, "-map", "0:v:0", "-map", "0:a:0?"],
    ...["-vf", filters],
    ...["-fpsmax", "60", "-c:v", "libx264", "-preset", "veryfast", "-crf", "18", "-pix_fmt", "yuv420p", "-c:a", "aac", "-b:a", "160k"],
    ...["-map_metadata", "-1", "-movflags", "+faststart", "-f", "mp4", "-y", to],
  ];
  return toSdr(isHdr, scaled, (filters) => run(args(filters), options));
};

/** Draws with the high dynamic range taken back, and without where this ffmpeg cannot do that or the clip does not say how it was meant. */
export async function toSdr<T>(isHdr: boolean, filters: string, draw: (filters: string) => Promise<T>): Promise<T> {
  if (!isHdr) return draw(filters);
  try {
    return await draw(`${filters},${TO_SDR}`);
  } catch (error) {
    if (error instanceof AppError && error.code === "unreadable-media") return draw(filters);
    throw error;
  }
}

/**
 * A small copy of a clip without its sound, H.264, in its own shape.
 * @throws AppError unreadable-media
 */
export const proxyVideo = (
  file: string,
  to: string,
  { side, bitsPerSecond }: { side: number; bitsPerSecond: number },
  options: Partial<Pick<RunOptions, "signal" | "timeoutMs" | "isPatient">> = {},
) =>
  run(
    [
      ...["-threads", "2", "-f", "mov", "-i", file, "-map", "0:v:0", "-an"],
      ...["-vf", fitInto(side), "-fpsmax", "30", "-c:v", "libx264", "-threads", "2", "-preset", "veryfast", "-pix_fmt", "yuv420p"],
      // As good as it needs to be, and never more than so much.
      ...["-crf", "28", "-maxrate", String(bitsPerSecond), "-bufsize", String(bitsPerSecond * 2)],
      ...["-map_metadata", "-1", "-movflags", "+faststart", "-f", "mp4", "-y", to],
    ],
    options,
  );
