import { mkdtemp, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import path from "node:path";
import sharp from "sharp";
import type { MediaFile } from "../records";
import { drawBackdrop } from "./backdrop";
import { runFfmpeg } from "@/lib/platform/ffmpeg/run-ffmpeg";

/** A folder for one clip's stills, gone when the work is done. */
export async function withFolder<T>(work: (folder: string) => Promise<T>): Promise<T> {
  const folder = await mkdtemp(path.join(tmpdir(), "seedance-clip-"));
  try {
    return await work(folder);
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}

export interface Tools {
  signal: AbortSignal;
}

/** What ffmpeg writes to its standard output. @throws FfmpegError */
async function output(args: readonly string[], { signal }: Tools): Promise<Buffer> {
  return (await runFfmpeg(args, { timeoutMs: 60_000, signal, isPatient: true })).stdout;
}

const FORCED: Record<string, string> = { mp4: "mov", mov: "mov", mp3: "mp3", wav: "wav" };
/** Files of strangers are opened with the demuxer that their content was recognised by, and from disk only. */
const open = (media: MediaFile): string[] => [...(FORCED[media.format] ? ["-f", FORCED[media.format] ?? ""] : []), "-i", media.path];

/** The picture of a file as something that sharp reads. HEIC, which nobody here can decode, becomes a landscape. */
export async function readPicture(media: MediaFile, tools: Tools): Promise<Buffer> {
  if (media.format === "bmp") return output(["-i", media.path, "-frames:v", "1", "-f", "image2pipe", "-c:v", "png", "pipe:1"], tools);
  if (media.format === "heic") return drawBackdrop(media.name, 1280, 960);
  return readFile(media.path);
}

/** Cut centrally to the output's shape, and larger than it where there is enough, so that the camera can move in. */
export async function coverStill(picture: Buffer, width: number, height: number, scale: number): Promise<Buffer> {
  return sharp(picture, { pages: 1 })
    .autoOrient()
    .resize(Math.round(width * scale), Math.round(height * scale), { fit: "cover", position: "centre", kernel: "lanczos3" })
    .flatten({ background: "#14161d" })
    .toColourspace("srgb")
    .png({ compressionLevel: 1 })
    .toBuffer();
}

/** Frames of a clip, at these shares of its length. */
export async function framesOf(media: MediaFile, shares: readonly number[], tools: Tools): Promise<Buffer[]> {
  const frames: Buffer[] = [];
  for (const share of shares) {
    const [first = "", ...rest] = open(media);
    const at = Math.max(0, (media.seconds ?? 0) * share).toFixed(3);
    // Seeking stands before the input, so that only the key frame before it is decoded.
    const args = [first, ...rest.slice(0, -2), "-ss", at, ...rest.slice(-2), "-frames:v", "1", "-f", "image2pipe", "-c:v", "png", "pipe:1"];
    const frame = await output(args, tools);
    if (frame.byteLength > 0) frames.push(frame);
  }
  return frames;
}

/** The loudness of a sound in so many steps, 0 to 1. */
export async function peaksOf(media: MediaFile, count: number, tools: Tools): Promise<number[]> {
  const samples = await output([...open(media), "-ac", "1", "-ar", "4000", "-f", "s16le", "pipe:1"], tools);
  const total = Math.floor(samples.byteLength / 2);
  const peaks = Array.from({ length: count }, (_, step) => {
    let peak = 0;
    for (let at = Math.floor((step * total) / count); at < Math.floor(((step + 1) * total) / count); at += 1)
      peak = Math.max(peak, Math.abs(samples.readInt16LE(at * 2)));
    return peak / 32_768;
  });
  const loudest = Math.max(...peaks, 0.01);
  return peaks.map((peak) => peak / loudest);
}

export async function save(folder: string, name: string, bytes: Buffer): Promise<string> {
  const file = path.join(folder, name);
  await writeFile(file, bytes);
  return file;
}
