import type { Actor } from "@/lib/access/callers/actor";
import { db } from "@/lib/platform/db/client";
import { Prisma } from "@/lib/platform/db/generated/client";
import { AppError } from "@/lib/shared/errors";
import { isId } from "@/lib/shared/ids";

export type UploadRow = NonNullable<Awaited<ReturnType<typeof db.asset.findFirst>>>;

/** The row of an upload, with the team whose it is; the use case asks whether it is this person's own. */
export const selectUpload = (assetId: string): Prisma.Sql | null =>
  isId(assetId) ? Prisma.sql`SELECT team_id AS "teamId" FROM assets WHERE id = ${assetId}::uuid` : null;

/** Somebody's own upload. @throws AppError not-found, also for a colleague's */
export async function findUpload(actor: Actor, assetId: string): Promise<UploadRow> {
  const asset = await db.asset.findFirst({ where: { id: assetId, teamId: actor.teamId, createdById: actor.userId } });
  if (!asset) throw new AppError("not-found");
  return asset;
}

/** Nothing more is received for it. */
export const hasEnded = (asset: UploadRow): boolean => asset.status !== "uploading" || asset.deletedAt !== null;
