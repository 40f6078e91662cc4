import type { Actor } from "@/lib/access/callers/actor";
import { withTransaction } from "@/lib/platform/db/client";
import { touch } from "@/lib/platform/events/touch";
import { AppError } from "@/lib/shared/errors";
import { lockClips } from "../lock-clips";
import { recordActivity } from "./activity";
import { getReview } from "./get-review";
import { refuseLocked } from "./lock";
import type { DismissInput } from "./schema";
import { deriveVerdicts } from "./verdict";
import type { ReviewView } from "./view";

/**
 * Somebody who answers for all says that what somebody wants changed holds this clip up no longer. Nobody is asked any more because of it, and the activity says
 * who dismissed whose word. @throws AppError not-found where that person wants no changes, clip-locked
 */
export async function dismissVerdict(actor: Actor, { id, userId }: DismissInput): Promise<ReviewView> {
  await withTransaction(async (tx) => {
    const clips = await lockClips(tx, actor, [id]);
    refuseLocked(clips);
    const review = await tx.review.findFirst({
      where: { generationId: id, teamId: actor.teamId, userId, verdict: "rejected" },
      select: { user: { select: { name: true } } },
    });
    if (!review) throw new AppError("not-found");
    await tx.review.deleteMany({ where: { generationId: id, userId } });
    await recordActivity(tx, actor, "dismissed", clips, { whose: review.user.name });
    await deriveVerdicts(tx, [id]);
    await touch(tx, { id, teamId: actor.teamId });
  });
  return getReview(actor, id);
}
