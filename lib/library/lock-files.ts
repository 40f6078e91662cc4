import type { Actor } from "@/lib/access/callers/actor";
import type { Tx } from "@/lib/platform/db/client";
import { AppError } from "@/lib/shared/errors";

export interface LockedFile {
  id: string;
  createdById: string;
  deletedAt: Date | null;
}

/**
 * These files of the team, held until the transaction ends, also those in the trash: all of them, or none. In one order, so that two who
 * change the same ones wait for each other. @throws AppError not-found for any that is not there, not whole yet, or another team's
 */
export async function lockFiles(tx: Tx, { teamId }: Actor, ids: readonly string[]): Promise<LockedFile[]> {
  const rows = await tx.$queryRaw<LockedFile[]>`
    SELECT id, created_by_id AS "createdById", deleted_at AS "deletedAt" FROM assets
    WHERE id = ANY(${[...ids]}::uuid[]) AND team_id = ${teamId}::uuid AND status = 'ready' ORDER BY id FOR NO KEY UPDATE`;
  if (rows.length < ids.length) throw new AppError("not-found");
  return rows;
}

/** The same of those that are not in the trash. @throws AppError not-found */
export async function lockPresentFiles(tx: Tx, actor: Actor, ids: readonly string[]): Promise<LockedFile[]> {
  const rows = await lockFiles(tx, actor, ids);
  if (rows.some(({ deletedAt }) => deletedAt !== null)) throw new AppError("not-found");
  return rows;
}
