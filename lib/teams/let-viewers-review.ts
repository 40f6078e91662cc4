import type { Actor } from "@/lib/access/callers/actor";
import { db } from "@/lib/platform/db/client";
import type { LetViewersReviewInput } from "./schema";

/** Lets the team's viewers comment and approve, or not any more; what they said stays. */
export async function letViewersReview({ teamId }: Actor, { isAllowed }: LetViewersReviewInput): Promise<LetViewersReviewInput> {
  await db.team.update({ where: { id: teamId }, data: { viewersMayReview: isAllowed } });
  return { isAllowed };
}

export async function mayViewersReview({ teamId }: Actor): Promise<boolean> {
  return (await db.team.findUniqueOrThrow({ where: { id: teamId }, select: { viewersMayReview: true } })).viewersMayReview;
}
