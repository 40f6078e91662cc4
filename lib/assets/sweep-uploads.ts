import { db } from "@/lib/platform/db/client";
import { keyOf, UPLOAD_VARIANTS } from "@/lib/files/keys";
import { getStorage } from "@/lib/platform/storage/storage";
import { UPLOADS_FOLDER } from "@/lib/platform/storage/types";
import { isId } from "@/lib/shared/ids";
import { removeParts } from "./parts/part-store";

const DAY_MS = 86_400_000;

/**
 * Forgets uploads that were refused or never ended, a day after they began, with whatever bytes of them there are. So go parts
 * that no row knows any more, because its team is gone or a process was killed.
 * @returns how many
 */
export async function sweepUploads(signal: AbortSignal): Promise<number> {
  const old = await db.$queryRaw<{ id: string; teamId: string }[]>`
    SELECT id, team_id AS "teamId" FROM assets
    WHERE status IN ('uploading', 'failed') AND created_at < now() - interval '1 day' AND (lease_until IS NULL OR lease_until < now())
      AND NOT EXISTS (SELECT 1 FROM generation_inputs WHERE asset_id = assets.id)`;
  for (const { id: assetId, teamId } of old) {
    signal.throwIfAborted();
    // The bytes before their row: a run that is cut short forgets nothing.
    await removeParts(assetId);
    for (const variant of UPLOAD_VARIANTS) await getStorage().delete(keyOf({ teamId, assetId }, variant));
    await db.asset.deleteMany({ where: { id: assetId, status: { in: ["uploading", "failed"] } } });
  }
  await sweepLostParts(signal);
  return old.length;
}

async function sweepLostParts(signal: AbortSignal): Promise<void> {
  for await (const { key, writtenAt } of getStorage().list([UPLOADS_FOLDER])) {
    signal.throwIfAborted();
    const assetId = key.slice(UPLOADS_FOLDER.length + 1).split(".", 1)[0]!;
    if (!isId(assetId) || Date.now() - writtenAt.getTime() < DAY_MS) continue;
    const row = await db.asset.findFirst({ where: { id: assetId, status: "uploading", deletedAt: null }, select: { id: true } });
    if (!row) await removeParts(assetId);
  }
}
