import type { Actor } from "@/lib/access/callers/actor";
import { db } from "@/lib/platform/db/client";
import { trashBegan } from "@/lib/shared/trash-days";

/**
 * The team's ready asset that was brought as these very bytes, the oldest one, or null. One that lies in the trash comes back: somebody wants it.
 */
export async function findTwin({ teamId }: Actor, sourceSha256: string) {
  const same = { teamId, sourceSha256, status: "ready" as const };
  const orderBy = [{ createdAt: "asc" as const }, { id: "asc" as const }];
  const twin = await db.asset.findFirst({ where: { ...same, deletedAt: null }, orderBy });
  if (twin) return twin;
  const thrown = await db.asset.findFirst({ where: { ...same, deletedAt: { gt: trashBegan() } }, orderBy });
  return thrown && db.asset.update({ where: { id: thrown.id }, data: { deletedAt: null } });
}
