import { assetKey } from "@/lib/files/keys";
import { askThread } from "@/lib/platform/ask-thread";
import { db } from "@/lib/platform/db/client";
import { databaseNow } from "@/lib/platform/db/now";
import { publish } from "@/lib/platform/events/publish";
import { logger } from "@/lib/platform/log";
import { getStorage } from "@/lib/platform/storage/storage";
import { AppError } from "@/lib/shared/errors";
import { bringToLibrary } from "../registration/file-registrations";

/** The detector needs about 150 MB and a second of one core; on a machine that does much else some more. */
const LIMITS = { timeoutMs: 60_000, maxHeapMb: 512 };

/**
 * Looks for faces in a picture, here and nowhere else, and writes down how many it saw. Where there is none, or nothing could be
 * told, the picture goes to the provider's library; where there is one, somebody is asked first.
 */
export async function lookForFaces(assetId: string): Promise<void> {
  const asset = await db.asset.findUnique({ where: { id: assetId } });
  if (!asset || asset.kind !== "image" || asset.status !== "ready" || asset.deletedAt) return;
  const faces = asset.facesLookedAt ? asset.faces : await countFaces(asset);
  if (!asset.facesLookedAt) await db.asset.updateMany({ where: { id: assetId }, data: { faces, facesLookedAt: await databaseNow(db) } });
  if (!faces) await bringToLibrary(asset.teamId, [asset]);
  await publish(db, { teamId: asset.teamId, kind: "asset", id: assetId });
}

/** null where nothing could be told: that is no reason to keep a picture back. */
async function countFaces({ id, teamId }: { id: string; teamId: string }): Promise<number | null> {
  try {
    return await getStorage().withLocalFile(assetKey(teamId, id), async (file) => {
      const { faces } = await askThread<{ faces: number }>("assets/faces/face-thread.mjs", { file }, LIMITS);
      return faces;
    });
  } catch (error) {
    if (!(error instanceof AppError)) throw error;
    logger.warn({ err: error, assetId: id }, "no faces could be looked for");
    return null;
  }
}
