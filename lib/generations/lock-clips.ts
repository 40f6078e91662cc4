import type { Actor } from "@/lib/access/callers/actor";
import type { Tx } from "@/lib/platform/db/client";
import type { Generation } from "@/lib/platform/db/generated/client";
import { AppError } from "@/lib/shared/errors";

export type LockedClip = Pick<
  Generation,
  "id" | "projectId" | "createdById" | "status" | "apiStyle" | "deletedAt" | "verdict" | "lockedAt"
>;

/**
 * These clips of the team, held until the transaction ends: all of them, or none. In one order, so that two who change the
 * same ones wait for each other. @throws AppError not-found for any that is not there, deleted, or another team's
 */
export async function lockClips(tx: Tx, { teamId }: Pick<Actor, "teamId">, ids: readonly string[]): Promise<LockedClip[]> {
  const rows = await tx.$queryRaw<LockedClip[]>`
    SELECT clip.id, clip.project_id AS "projectId", clip.created_by_id AS "createdById", clip.status::text AS status,
      clip.api_style AS "apiStyle", clip.deleted_at AS "deletedAt", clip.verdict::text AS verdict, clip.locked_at AS "lockedAt"
    FROM generations AS clip JOIN projects AS project ON project.id = clip.project_id
    WHERE clip.id = ANY(${[...ids]}::uuid[]) AND clip.team_id = ${teamId}::uuid AND clip.deleted_at IS NULL AND project.deleted_at IS NULL
    ORDER BY clip.id FOR NO KEY UPDATE OF clip`;
  if (rows.length < ids.length) throw new AppError("not-found");
  return rows;
}
