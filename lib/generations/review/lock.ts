import type { Actor } from "@/lib/access/callers/actor";
import { withTransaction } from "@/lib/platform/db/client";
import type { Generation } from "@/lib/platform/db/generated/client";
import { touch } from "@/lib/platform/events/touch";
import { AppError } from "@/lib/shared/errors";
import { lockClips } from "../lock-clips";
import { recordActivity } from "./activity";
import { getReview } from "./get-review";
import { requireReviewer } from "./require-reviewer";
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
 * Keeps an approved clip as it is, or lets go of it. @throws AppError not-found, not-allowed, not-approved
 */
export async function lockClip(actor: Actor, { id, isLocked }: LockInput): Promise<ReviewView> {
  await withTransaction(async (tx) => {
    await requireReviewer(tx, actor);
    const [clip] = await lockClips(tx, actor, [id]);
    if ((clip!.lockedAt !== null) === isLocked) return;
    if (isLocked && clip!.verdict !== "approved") throw new AppError("not-approved");
    const data = isLocked ? { lockedAt: new Date(), lockedById: actor.userId } : { lockedAt: null, lockedById: null };
    await tx.generation.update({ where: { id }, data });
    await recordActivity(tx, actor, isLocked ? "locked" : "unlocked", [clip!]);
    await touch(tx, { id, teamId: actor.teamId });
  });
  return getReview(actor, id);
}
