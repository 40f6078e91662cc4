import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import path from "node:path";
import { afterAll } from "vitest";
import { runFfmpeg } from "@/lib/platform/ffmpeg/run-ffmpeg";

/** A folder for the files of one test file, gone when it is done. */
export async function sampleFolder(): Promise<string> {
  const folder = await mkdtemp(path.join(tmpdir(), "dailies-media-"));
  afterAll(() => rm(folder, { recursive: true, force: true }));
  return folder;
}

/** Red for all but the last frame, which is blue: so a test can see which frame it got. 24 frames a second. */
export async function makeClip(
  folder: string,
  name: string,
  options: { seconds?: number; size?: string; sound?: boolean; rotate?: number } = {},
): Promise<string> {
  const { seconds = 1, size = "320x180", sound = false, rotate } = options;
  const frames = Math.round(seconds * 24);
  const file = path.join(folder, name);
  const turned = rotate ? path.join(folder, `flat-${name}`) : file;
  await runFfmpeg(
    [
      ...["-f", "lavfi", "-i", `color=red:s=${size}:r=24:d=${(frames - 1) / 24}`],
      ...["-f", "lavfi", "-i", `color=blue:s=${size}:r=24:d=${1 / 24}`],
      ...(sound ? ["-f", "lavfi", "-i", `sine=frequency=440:duration=${seconds}`] : []),
      ...["-filter_complex", "[0:v][1:v]concat=n=2:v=1[v]", "-map", "[v]", ...(sound ? ["-map", "2:a", "-c:a", "aac"] : [])],
      ...["-c:v", "libx264", "-preset", "ultrafast", "-pix_fmt", "yuv420p", "-movflags", "+faststart", "-y", turned],
    ],
    { timeoutMs: 60_000 },
  );
  if (rotate) await runFfmpeg(["-i", turned, "-c", "copy", "-metadata:s:v:0", `rotate=${rotate}`, "-y", file], { timeoutMs: 60_000 });
  return file;
}

export async function makeSound(folder: string, name: string, seconds: number): Promise<string> {
  const file = path.join(folder, name);
  await runFfmpeg(["-f", "lavfi", "-i", `sine=frequency=440:duration=${seconds}`, "-y", file], { timeoutMs: 60_000 });
  return file;
}

export async function makeFile(folder: string, name: string, bytes: string | Uint8Array): Promise<string> {
  const file = path.join(folder, name);
  await writeFile(file, bytes);
  return file;
}
