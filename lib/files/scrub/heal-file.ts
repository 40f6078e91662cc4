import { takeCall } from "@/lib/connections/call-pace";
import { db } from "@/lib/platform/db/client";
import type { Asset, File, Generation, UnclaimedTask } from "@/lib/platform/db/generated/client";
import { logger } from "@/lib/platform/log";
import { getStorage } from "@/lib/platform/storage/storage";
import { fetchResult } from "../fetch-result";
import { makeLastFrame, makePoster, makeThumbnail } from "../file-pictures";
import { makeLabelled } from "../make-labelled";
import { makePreview } from "../make-preview";
import { makeProxy } from "../make-proxy";
import { makeSprite } from "../make-sprite";
import { openResultOf } from "../open-result";
import { ownerOf, type StoredVariant } from "../record-file";
import { makeWatermarked } from "../watermark";

export type OwnedFile = File & { generation: Generation | null; asset: Asset | null; unclaimed: UnclaimedTask | null };

/**
 * Brings back a file that is damaged or gone. The provider shows a task for seven days, with a fresh link each time:
 * of a clip or its last frame nothing but the very same bytes is taken. A picture of ours is made again from its original.
 * What a person brought is with that person.
 *
 * @returns what its row has to say now, or null when it could not be brought back
 */
export async function healFile(file: OwnedFile, signal: AbortSignal): Promise<Partial<StoredVariant> | null> {
  const owner = ownerOf(file);
  if (!owner) return null;
  try {
    switch (file.variant) {
      case "poster":
        return await makePoster(owner);
      case "preview":
        // Else it is taken for a good one, which an interrupted run left.
        await getStorage().delete(file.key);
        return await makePreview(owner, signal);
      case "labelled":
        return "generationId" in owner ? await makeLabelled(owner, signal) : null;
      case "watermarked":
        return await makeWatermarked(owner, file.mark, signal);
      case "proxy":
        return await makeProxy(owner, "video", signal);
      case "sprite":
        return await makeSprite(owner, signal);
      case "thumbnail":
        return file.asset && (await makeThumbnail(owner, file.asset.kind));
      case "lastFrame":
        return (await fetchAgain(file, "lastFrame", signal)) ?? (await makeLastFrame(owner));
      case "video":
        return await fetchAgain(file, "video", signal);
      case "original":
      case "source":
        return null;
    }
  } catch (error) {
    signal.throwIfAborted();
    logger.warn({ fileId: file.id, kind: file.variant, err: error }, "a damaged file could not be brought back");
    return null;
  }
}

async function fetchAgain(file: OwnedFile, variant: "video" | "lastFrame", signal: AbortSignal): Promise<Partial<StoredVariant> | null> {
  const task = file.generation ?? (file.unclaimed && { ...file.unclaimed, apiStyle: "native" });
  if (!task?.providerAccount || !task.providerTaskId || file.sha256 === null || file.bytes === null) return null;
  if (!(await takeCall(db, task.providerAccount, "poll"))) return null;
  const maxBytes = Number(file.bytes);
  // No link is as good as the one that the task gives now, and it was kept once: whatever turns us away, `/content` is tried as well.
  const result = { ...task, variant, link: null, succeededAt: file.createdAt, failures: 1 };
  await fetchResult(file.key, {
    open: openResultOf(result, { maxBytes, signal }),
    maxBytes,
    contentType: file.mime,
    sha256: file.sha256,
    signal,
  });
  return {};
}
