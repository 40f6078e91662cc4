import type { Actor } from "@/lib/access/callers/actor";
import type { Db } from "@/lib/platform/db/client";
import { AppError } from "@/lib/shared/errors";
import { mayReview } from "./policy";

/** @throws AppError not-allowed for a viewer of a team whose owners do not let viewers take part */
export async function requireReviewer(tx: Db, { teamId, role }: Actor): Promise<void> {
  const team = await tx.team.findUniqueOrThrow({ where: { id: teamId }, select: { viewersMayReview: true } });
  if (!mayReview(role, team)) throw new AppError("not-allowed");
}
