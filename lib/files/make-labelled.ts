import { createReadStream } from "node:fs";
import { writeFile } from "node:fs/promises";
import path from "node:path";
import { labelledArgs, tagsArgs } from "@/lib/platform/ffmpeg/label-args";
import { runFfmpeg } from "@/lib/platform/ffmpeg/run-ffmpeg";
import { hashFile } from "@/lib/platform/storage/hash-file";
import { getStorage } from "@/lib/platform/storage/storage";
import { db } from "@/lib/platform/db/client";
import { withScratch } from "@/lib/platform/with-scratch";
import { examineClip } from "./file-video";
import { keyOf } from "./keys";
import { aigcMetadata } from "./label/aigc";
import { drawLabel } from "./label/draw-label";
import type { StoredVariant } from "./record-file";

// 2 s of 4k took 14 s on two cores that had other work too, and the WebAssembly build takes about ten times as long.
const TIMEOUT_MS = 30 * 60_000;

/**
 * A copy of a clip as GB 45438-2025 wants it labelled: "AI生成" in the picture for its first two seconds, and who made it in its metadata, where
 * the provider did not say so itself. It runs behind everything else on the machine; repeating it is harmless.
 */
export async function makeLabelled(clip: { teamId: string; generationId: string }, signal?: AbortSignal): Promise<StoredVariant> {
  const storage = getStorage();
  const key = keyOf(clip, "labelled");
  const { name: producer } = await db.team.findUniqueOrThrow({ where: { id: clip.teamId } });
  return withScratch("label", async (folder) => {
    const [made, png] = [path.join(folder, "labelled.mp4"), path.join(folder, "label.png")];
    const options = { timeoutMs: TIMEOUT_MS, isPatient: true, ...(signal ? { signal } : {}) };
    await storage.withLocalFile(keyOf(clip, "video"), async (file) => {
      const { width, height } = await examineClip(file);
      const label = await drawLabel({ width: width!, height: height! });
      await writeFile(png, label.png);
      const own = (await runFfmpeg(tagsArgs(file), options)).stdout.toString("utf8");
      const aigc = /^AIGC=/m.test(own) ? null : aigcMetadata({ producer, id: clip.generationId });
      await runFfmpeg(labelledArgs(file, { file: png, inset: label.inset }, aigc, made), options);
    });
    const facts = await examineClip(made);
    const { sha256 } = (await hashFile(made))!;
    await storage.put(key, createReadStream(made), { contentType: facts.mime, expectedSha256: sha256, ...(signal ? { signal } : {}) });
    return { variant: "labelled", key, isDerived: true, ...facts, sha256 };
  });
}
