import { keyOf, UPLOAD_VARIANTS } from "@/lib/files/keys";
import { db } from "@/lib/platform/db/client";
import { getStorage } from "@/lib/platform/storage/storage";

/**
 * Forgets uploads that were refused or never ended, a day after they began, with whatever bytes of them there are.
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
    for (const variant of UPLOAD_VARIANTS) await getStorage().delete(keyOf({ teamId, assetId }, variant));
    await db.asset.deleteMany({ where: { id: assetId, status: { in: ["uploading", "failed"] } } });
  }
  return old.length;
}
