import { createReadStream } from "node:fs";
import path from "node:path";
import { proxyVideo } from "@/lib/platform/ffmpeg/clean-media";
import { hashFile } from "@/lib/platform/storage/hash-file";
import { getStorage } from "@/lib/platform/storage/storage";
import { withScratch } from "@/lib/platform/with-scratch";
import { examineClip } from "./file-video";
import { PROXY_BITS_PER_SECOND, PROXY_SIDE } from "./facts";
import { type FileOwner, keyOf } from "./keys";
import type { StoredVariant } from "./record-file";

// As for the strip of frames: every frame is decoded once.
const TIMEOUT_MS = 10 * 60_000;

/**
 * The small copy that cards play, without sound.
 * @param from the copy that every browser plays where there is one, which is sooner decoded
 */
export async function makeProxy(clip: FileOwner, from: "video" | "preview", signal?: AbortSignal): Promise<StoredVariant> {
  const storage = getStorage();
  const key = keyOf(clip, "proxy");
  return withScratch("proxy", async (folder) => {
    const made = path.join(folder, "proxy.mp4");
    const limits = { side: PROXY_SIDE, bitsPerSecond: PROXY_BITS_PER_SECOND };
    const options = { timeoutMs: TIMEOUT_MS, isPatient: true, ...(signal ? { signal } : {}) };
    await storage.withLocalFile(keyOf(clip, from), (file) => proxyVideo(file, made, limits, options));
    const { sha256 } = (await hashFile(made))!;
    const facts = await examineClip(made);
    await storage.put(key, createReadStream(made), { contentType: facts.mime, expectedSha256: sha256, ...(signal ? { signal } : {}) });
    return { variant: "proxy", key, isDerived: true, ...facts, sha256 };
  });
}
