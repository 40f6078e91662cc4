import { spriteArgs } from "@/lib/platform/ffmpeg/args";
import { makeWebp } from "@/lib/platform/ffmpeg/image";
import { probeMedia } from "@/lib/platform/ffmpeg/probe";
import { FfmpegError, runFfmpeg } from "@/lib/platform/ffmpeg/run-ffmpeg";
import { getStorage } from "@/lib/platform/storage/storage";
import { type FileOwner, keyOf } from "./keys";
import type { StoredVariant } from "./record-file";
import { spriteShapeOf } from "./sprite-shape";

/** The longer side of one frame: enough to know a moment by, above a time line. */
const CELL_SIDE = 160;
// Every frame is decoded once: seconds, and a good while for 4k with the WebAssembly build.
const TIMEOUT_MS = 10 * 60_000;
/** More than any sheet has pixels at a side, so that none is made smaller. */
const LARGEST_SIDE = 16_000;

/** The frames of a clip side by side, small, in one picture. It runs behind everything else on the machine; repeating it is harmless. */
export async function makeSprite(clip: FileOwner, signal?: AbortSignal): Promise<StoredVariant> {
  const storage = getStorage();
  const options = { timeoutMs: TIMEOUT_MS, isPatient: true, ...(signal ? { signal } : {}) };
  const sheet = await storage.withLocalFile(keyOf(clip, "video"), async (file) => {
    const { durationMs } = await probeMedia(file);
    const { stdout, stderr } = await runFfmpeg(spriteArgs(file, { ...spriteShapeOf(durationMs ?? 0), side: CELL_SIDE }), options);
    if (stdout.length === 0) throw new FfmpegError("failed", { exitCode: 0, stderr: stderr || "no frames" });
    return stdout;
  });
  const { bytes, width, height } = await makeWebp(sheet, LARGEST_SIDE);
  const key = keyOf(clip, "sprite");
  const { sizeBytes, sha256 } = await storage.put(key, bytes, { contentType: "image/webp" });
  return {
    ...{ variant: "sprite", key, mime: "image/webp", bytes: BigInt(sizeBytes), sha256, width, height },
    ...{ durationMs: null, facts: {}, isDerived: true },
  };
}
