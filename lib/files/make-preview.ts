import { createReadStream } from "node:fs";
import path from "node:path";
import { fitVideo } from "@/lib/platform/ffmpeg/clean-media";
import { hashFile } from "@/lib/platform/storage/hash-file";
import { getStorage } from "@/lib/platform/storage/storage";
import { withScratch } from "@/lib/platform/with-scratch";
import { PREVIEW_PIXELS } from "./facts";
import { examineClip } from "./file-video";
import { type FileOwner, keyOf } from "./keys";
import type { StoredVariant } from "./record-file";

// 15 s of 4k take half a minute on two cores, and about ten times as long with the WebAssembly build.
const TIMEOUT_MS = 30 * 60_000;

/**
 * An 8-bit H.264 copy with its sound, which every browser plays, of a clip that not every browser plays. It runs behind
 * everything else on the machine. A copy that an earlier, interrupted run left whole is taken as it is.
 */
export async function makePreview(clip: FileOwner, signal?: AbortSignal): Promise<StoredVariant> {
  const storage = getStorage();
  const key = keyOf(clip, "preview");
  if ((await storage.stat(key)) !== null) {
    const kept = await storage.withLocalFile(key, (file) => describe(key, file)).catch(() => null);
    if (kept) return kept;
  }
  return withScratch("preview", async (folder) => {
    const made = path.join(folder, "preview.mp4");
    const options = { timeoutMs: TIMEOUT_MS, isPatient: true, ...(signal ? { signal } : {}) };
    await storage.withLocalFile(keyOf(clip, "video"), (file) => fitVideo(file, made, { maxPixels: PREVIEW_PIXELS }, options));
    const file = await describe(key, made);
    await storage.put(key, createReadStream(made), { contentType: file.mime, expectedSha256: file.sha256, ...(signal ? { signal } : {}) });
    return file;
  });
}

const describe = async (key: string, file: string): Promise<StoredVariant> => ({
  ...{ variant: "preview", key, isDerived: true },
  ...(await examineClip(file)),
  sha256: (await hashFile(file))!.sha256,
});
