import type { Actor } from "@/lib/access/callers/actor";
import { db, withTransaction } from "@/lib/platform/db/client";
import { publish } from "@/lib/platform/events/publish";
import { judgeAnew } from "./judge-anew";
import type { LetViewersReviewInput } from "./schema";

/** Lets the team's viewers comment and approve, or not any more; what they said stays. */
export async function letViewersReview({ teamId, userId }: Actor, { isAllowed }: LetViewersReviewInput): Promise<LetViewersReviewInput> {
  await withTransaction(async (tx) => {
    await tx.team.update({ where: { id: teamId }, data: { viewersMayReview: isAllowed } });
    const viewers = await tx.membership.findMany({ where: { teamId, role: "viewer" }, select: { userId: true } });
    await judgeAnew(
      tx,
      teamId,
      viewers.map((viewer) => viewer.userId),
    );
    await publish(tx, { teamId, kind: "member", id: userId });
  });
  return { isAllowed };
}

export async function mayViewersReview({ teamId }: Actor): Promise<boolean> {
  return (await db.team.findUniqueOrThrow({ where: { id: teamId }, select: { viewersMayReview: true } })).viewersMayReview;
}
