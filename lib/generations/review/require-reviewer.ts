import type { Actor } from "@/lib/access/callers/actor";
import type { Tx } from "@/lib/platform/db/client";
import { AppError } from "@/lib/shared/errors";
import { mayReview } from "./policy";

/**
 * Holds the membership until the transaction ends, before any clip is held: whoever is taken out of the team or gets another role in this
 * moment has said it before, and is judged with it, or does not say it any more.
 * @throws AppError not-allowed for a viewer; not-found for whoever is not in the team
 */
export async function requireReviewer(tx: Tx, { teamId, userId }: Actor): Promise<void> {
  const [member] = await tx.$queryRaw<{ role: Actor["role"] }[]>`
    SELECT role::text FROM memberships WHERE team_id = ${teamId}::uuid AND user_id = ${userId}::uuid FOR SHARE`;
  if (!member) throw new AppError("not-found");
  if (!mayReview(member.role)) throw new AppError("not-allowed");
}
