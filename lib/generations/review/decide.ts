import type { Actor } from "@/lib/access/callers/actor";
import { withTransaction } from "@/lib/platform/db/client";
import { touch } from "@/lib/platform/events/touch";
import { lockClips } from "../lock-clips";
import { getReview } from "./get-review";
import { requireReviewer } from "./require-reviewer";
import type { DecideInput } from "./schema";
import { setVerdict } from "./verdict";
import type { ReviewView } from "./view";

/** Says of one clip what its reviewer thinks, for whoever takes part. @throws AppError not-found, not-allowed, clip-locked */
export async function decide(actor: Actor, { id, verdict }: DecideInput): Promise<ReviewView> {
  await withTransaction(async (tx) => {
    await requireReviewer(tx, actor);
    await setVerdict(tx, actor, await lockClips(tx, actor, [id]), verdict);
    await touch(tx, { id, teamId: actor.teamId });
  });
  return getReview(actor, id);
}
