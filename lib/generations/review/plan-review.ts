import type { Actor } from "@/lib/access/callers/actor";
import { withTransaction } from "@/lib/platform/db/client";
import { touch } from "@/lib/platform/events/touch";
import { AppError } from "@/lib/shared/errors";
import { tell } from "@/lib/notifications/tell";
import { newId } from "@/lib/shared/ids";
import { lockClips } from "../lock-clips";
import { recordActivity } from "./activity";
import { getReview } from "./get-review";
import { refuseLocked } from "./lock";
import { outOfSightOf } from "./out-of-sight";
import { mayReview } from "./policy";
import type { PlanReviewInput } from "./schema";
import { deriveVerdicts } from "./verdict";
import type { ReviewView } from "./view";

/**
 * Says who is to look at a clip, and by when. Whoever was asked and is no more loses nothing that they said.
 * @throws AppError not-found for somebody who is not in the team, may not take part or does not see the project; clip-locked
 */
export async function planReview(actor: Actor, { id, reviewers, dueOn }: PlanReviewInput): Promise<ReviewView> {
  const { teamId } = actor;
  await withTransaction(async (tx) => {
    const clips = await lockClips(tx, actor, [id]);
    refuseLocked(clips);
    const members = await tx.membership.findMany({
      where: { teamId, userId: { in: reviewers } },
      select: { userId: true, role: true },
    });
    const shutOut = await outOfSightOf(tx, teamId, clips[0]!.projectId);
    if (members.filter(({ userId, role }) => mayReview(role) && !shutOut.has(userId)).length < reviewers.length)
      throw new AppError("not-found");
    const asked = await tx.review.findMany({ where: { generationId: id, askedAt: { not: null } }, select: { userId: true } });
    const known = new Set(asked.map(({ userId }) => userId));
    await tx.review.updateMany({ where: { generationId: id, userId: { notIn: reviewers } }, data: { askedAt: null } });
    await tx.review.deleteMany({ where: { generationId: id, askedAt: null, verdict: null } });
    await tx.$executeRaw`
      INSERT INTO reviews (team_id, generation_id, user_id, asked_at)
      SELECT ${teamId}::uuid, ${id}::uuid, user_id, now() FROM unnest(${reviewers}::uuid[]) AS user_id
      ON CONFLICT (generation_id, user_id) DO UPDATE SET asked_at = coalesce(reviews.asked_at, excluded.asked_at)`;
    await tx.generation.update({ where: { id }, data: { reviewDueOn: dueOn === null ? null : new Date(dueOn) } });
    await deriveVerdicts(tx, [id]);
    if (reviewers.length > 0) await recordActivity(tx, actor, "asked", clips);
    const about = { teamId, projectId: clips[0]!.projectId, generationId: id, actorId: actor.userId };
    await tell(tx, [{ ...about, kind: "asked", key: `asked:${newId()}`, to: reviewers.filter((userId) => !known.has(userId)) }]);
    await touch(tx, { id, teamId });
  });
  return getReview(actor, id);
}
