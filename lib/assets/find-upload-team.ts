import { db } from "@/lib/platform/db/client";
import { isId } from "@/lib/shared/ids";

/** The team whose upload this is, or null; the use case asks whether it is this person's own. */
export async function findUploadTeam(assetId: string): Promise<string | null> {
  if (!isId(assetId)) return null;
  const row = await db.asset.findUnique({ where: { id: assetId }, select: { teamId: true } });
  return row?.teamId ?? null;
}
