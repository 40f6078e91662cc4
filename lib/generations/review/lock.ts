import type { Actor } from "@/lib/access/callers/actor";
import { type Tx, withTransaction } from "@/lib/platform/db/client";
import type { Generation } from "@/lib/platform/db/generated/client";
import { touch } from "@/lib/platform/events/touch";
import { AppError } from "@/lib/shared/errors";
import { lockClips } from "../lock-clips";
import { recordActivity } from "./activity";
import { getReview } from "./get-review";
import type { LockInput } from "./schema";
import type { ReviewView } from "./view";

/**
 * The one gate before whatever throws clips away, moves them or judges them anew. Ask it of rows that are held, so that nobody
 * locks one meanwhile. @throws AppError clip-locked where any of them is
 */
export function refuseLocked(clips: readonly Pick<Generation, "lockedAt">[]): void {
  if (clips.some(({ lockedAt }) => lockedAt !== null)) throw new AppError("clip-locked", { values: { count: clips.length } });
}

/**
 * Keeps an approved clip as it is, or lets go of it. @throws AppError not-found, not-approved
 */
export async function lockClip(actor: Actor, { id, isLocked }: LockInput): Promise<ReviewView> {
  await withTransaction(async (tx) => {
    const [clip] = await lockClips(tx, actor, [id]);
    if ((clip!.lockedAt !== null) === isLocked) return;
    if (isLocked) {
      if (clip!.verdict !== "approved") throw new AppError("not-approved");
      await holdProject(tx, clip!.projectId);
    }
    const data = isLocked ? { lockedAt: new Date(), lockedById: actor.userId } : { lockedAt: null, lockedById: null };
    await tx.generation.update({ where: { id }, data });
    await recordActivity(tx, actor, isLocked ? "locked" : "unlocked", [clip!]);
    await touch(tx, { id, teamId: actor.teamId });
  });
  return getReview(actor, id);
}

/** Until the transaction ends: a project that is deleted in this moment finds the lock, or is gone already and no clip of it is locked. */
async function holdProject(tx: Tx, id: string): Promise<void> {
  const rows = await tx.$queryRaw<unknown[]>`SELECT 1 FROM projects WHERE id = ${id}::uuid AND deleted_at IS NULL FOR SHARE`;
  if (rows.length === 0) throw new AppError("not-found");
}
