import { createReadStream } from "node:fs";
import { writeFile } from "node:fs/promises";
import path from "node:path";
import { drawBackdrop } from "@/lib/emulator/render/backdrop";
import { ffmpegArgs } from "@/lib/emulator/render/ffmpeg-args";
import { chordExpression } from "@/lib/emulator/render/sound";
import { examineClip } from "@/lib/files/file-video";
import { keyOf } from "@/lib/files/keys";
import { FRAMES_PER_SECOND } from "@/lib/models/catalog";
import { runFfmpeg } from "@/lib/platform/ffmpeg/run-ffmpeg";
import { getStorage } from "@/lib/platform/storage/storage";
import { makeFile, makeGeneration } from "@/lib/testing/factories";

export const CLIP_SECONDS = 5;

/** A clip in 720p with sound, as the emulator makes them; other words are another place. @returns where it lies */
export async function drawClip(folder: string, name: string, words: string): Promise<string> {
  const [width, height, frames] = [1280, 720, CLIP_SECONDS * FRAMES_PER_SECOND + 1];
  const [image, output] = [path.join(folder, `${name}.png`), path.join(folder, `${name}.mp4`)];
  await writeFile(image, await drawBackdrop(words, width, height));
  const shots = [{ image, startFrame: 0, frames, move: "in" }] as const;
  const args = ffmpegArgs({
    ...{ ffmpegThreads: 2, width, height, frames, shots, fadeFrames: 0, title: null, watermark: null, isFlawed: false },
    ...{ sound: { expression: chordExpression(words), reference: null }, preset: "veryfast", coding: "mp4", output, lastFrame: null },
  });
  await runFfmpeg(args, { timeoutMs: 600_000 });
  return output;
}

/** A ready clip with this file, which no round of the worker looks for work in. @returns its id */
export async function keepClip(place: { teamId: string; projectId: string; createdById: string }, file: string): Promise<string> {
  const { id, teamId } = await makeGeneration({ ...place, status: "ready" });
  const owner = { teamId, generationId: id };
  const { sha256 } = await getStorage().put(keyOf(owner, "video"), createReadStream(file));
  await makeFile(owner, "video", { ...(await examineClip(file)), sha256 });
  return id;
}
