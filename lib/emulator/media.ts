import { createHash } from "node:crypto";
import { rename, writeFile } from "node:fs/promises";
import path from "node:path";
import { ALL_FORMATS, BufferSource, Input } from "mediabunny";
import sharp from "sharp";
import type { ModelEntry } from "@/lib/models/catalog";
import type { MediaFile } from "./records";

/** Why bytes are not media, in the service's words. */
export class UnreadableMedia extends Error {}

const IMAGE_FORMATS: Record<string, string> = { jpeg: "jpg", png: "png", webp: "webp", gif: "gif", tiff: "tiff", heif: "heic" };

/**
 * Measures bytes by their content, whatever their name says, and keeps them on disk under their hash.
 * @throws UnreadableMedia when they are no picture, clip or sound that the service takes
 */
export async function keepMedia(folder: string, name: string, bytes: Buffer): Promise<MediaFile> {
  const facts = await measure(bytes);
  const hash = createHash("sha256").update(bytes).digest("hex").slice(0, 32);
  const file = path.join(folder, `${hash}.${facts.format}`);
  await writeFile(`${file}.part`, bytes);
  await rename(`${file}.part`, file);
  return { ...facts, path: file, name, bytes: bytes.byteLength };
}

type Facts = Omit<MediaFile, "path" | "name" | "bytes">;

async function measure(bytes: Buffer): Promise<Facts> {
  const image = measureBmp(bytes) ?? (await measureImage(bytes));
  if (image) return image;
  const timed = await measureTimed(bytes);
  if (timed) return timed;
  throw new UnreadableMedia("the file is unreadable or its format is not supported");
}

async function measureImage(bytes: Buffer): Promise<Facts | null> {
  try {
    const { format, width, height, autoOrient } = await sharp(bytes, { limitInputPixels: 6001 * 6001 * 4, pages: 1 }).metadata();
    const known = IMAGE_FORMATS[format];
    if (!known) return null;
    return {
      kind: "image",
      format: known,
      width: autoOrient.width ?? width,
      height: autoOrient.height ?? height,
      seconds: null,
      framesPerSecond: null,
    };
  } catch {
    // Not a picture that libvips knows: it may still be a clip or a sound.
    return null;
  }
}

/** libvips has no BMP loader; the header says enough. */
function measureBmp(bytes: Buffer): Facts | null {
  if (bytes.byteLength < 26 || bytes.toString("latin1", 0, 2) !== "BM") return null;
  return {
    kind: "image",
    format: "bmp",
    width: Math.abs(bytes.readInt32LE(18)),
    height: Math.abs(bytes.readInt32LE(22)),
    seconds: null,
    framesPerSecond: null,
  };
}

const CONTAINERS: Record<string, string> = { MP4: "mp4", QuickTime: "mov", "QuickTime File Format": "mov", MP3: "mp3", WAVE: "wav" };

async function measureTimed(bytes: Buffer): Promise<Facts | null> {
  const input = new Input({ formats: ALL_FORMATS, source: new BufferSource(bytes) });
  try {
    const format = CONTAINERS[(await input.getFormat()).name];
    if (!format) return null;
    const seconds = await input.computeDuration();
    const video = await input.getPrimaryVideoTrack();
    if (!video) {
      const audio = await input.getPrimaryAudioTrack();
      if (!audio || (format !== "mp3" && format !== "wav")) return null;
      return { kind: "audio", format, width: null, height: null, seconds, framesPerSecond: null };
    }
    const stats = await video.computePacketStats(100);
    return {
      kind: "video",
      format,
      width: video.displayWidth,
      height: video.displayHeight,
      seconds,
      framesPerSecond: Math.round(stats.averagePacketRate * 100) / 100,
    };
  } catch {
    // Anything that cannot be parsed is simply no media.
    return null;
  } finally {
    input.dispose();
  }
}

const MB = 1024 * 1024;
const PIXELS = { min: 409_600, max: 8_295_044 };

/** What one file may be. Pictures and sounds have the same limits everywhere. */
export interface MediaLimits {
  videoMegabytes: number;
  maxPixels: number;
  /** Of one file, which is that of all together. */
  maxSeconds: Record<"video" | "audio", number>;
  /** For the messages. */
  model: string;
}
/** The library's own, whichever model the file is for. */
export const LIBRARY_LIMITS: MediaLimits = {
  videoMegabytes: 50,
  maxPixels: 927_408,
  maxSeconds: { video: 15.2, audio: 15.2 },
  model: "the model",
};
export const limitsOf = ({ references }: ModelEntry, family: string): MediaLimits => ({
  videoMegabytes: references.videoMegabytes,
  maxPixels: PIXELS.max,
  maxSeconds: { video: references.totalVideoSeconds, audio: references.totalAudioSeconds },
  model: family,
});

export interface MediaProblem {
  code: string;
  message: string;
}

/** The first limit that a file breaks, in the wording of the error texts, or null. */
export function findMediaProblem(media: MediaFile, limits: MediaLimits): MediaProblem | null {
  const { model } = limits;
  const megabytes = { image: 30, video: limits.videoMegabytes, audio: 15 }[media.kind];
  const { width, height, seconds, framesPerSecond } = media;
  if (media.bytes > megabytes * MB)
    return { code: "InvalidParameter", message: `${media.kind} size must be less than or equal to ${megabytes}MB` };
  if (width !== null && height !== null) {
    for (const [side, value] of [
      ["width", width],
      ["height", height],
    ] as const) {
      if (value < 300)
        return {
          code: "InvalidParameter.PixelCountTooSmall",
          message: `expected the ${side} to be at least 300px, but received a ${width}x${height}px ${media.kind}`,
        };
      if (value > 6000)
        return {
          code: "InvalidParameter.PixelCountTooLarge",
          message: `expected the ${side} to be at most 6000px, but received a ${width}x${height}px ${media.kind}`,
        };
    }
    const shape = width / height;
    if (shape < 0.4 || shape > 2.5)
      return {
        code: "InvalidParameter",
        message: `expected the aspect ratio to be between 0.40 and 2.50, but received ${shape.toFixed(2)}`,
      };
    if (media.kind === "video") {
      if (width * height < PIXELS.min)
        return {
          code: "InvalidParameter.PixelCountTooSmall",
          message: `video pixel count must be greater than or equal to ${PIXELS.min} for model ${model} in r2v`,
        };
      if (width * height > limits.maxPixels)
        return {
          code: "InvalidParameter.PixelCountTooLarge",
          message: `video pixel count must be less than or equal to ${limits.maxPixels} for model ${model} in r2v`,
        };
    }
  }
  if (seconds !== null && media.kind !== "image") {
    const longest = limits.maxSeconds[media.kind];
    const range = `${media.kind} duration (seconds) must be between 1.8s and ${longest}s: must be`;
    if (seconds < 1.8)
      return { code: "InvalidParameter.DurationTooShort", message: `${range} greater than or equal to 1.8 for model ${model} in r2v` };
    if (seconds > longest)
      return { code: "InvalidParameter.DurationTooLong", message: `${range} less than or equal to ${longest} for model ${model} in r2v` };
  }
  if (framesPerSecond !== null && (framesPerSecond < 23.5 || framesPerSecond > 60.5))
    return { code: "InvalidParameter", message: "video frame rate must be between 24 and 60" };
  return null;
}
