import { dateOf, dayOf } from "@/lib/budgets/periods";
import type { Tx } from "@/lib/platform/db/client";
import type { MadePicture } from "@/lib/platform/db/generated/client";
import { rebook } from "../spend";

/** What a picture counts as: paid for once it was made, set aside while it may have been, and spared where it certainly was not. */
function standingOf({ state, micros }: MadePicture) {
  if (state === "made" || state === "ready") return { kind: "settled" as const, micros, estimatedMicros: micros };
  return { kind: state === "failed" ? ("spared" as const) : ("reserved" as const), micros, estimatedMicros: null };
}

/** Writes down how a picture has changed what its team has spent, in the transaction that changes the picture. */
export async function bookPicture(tx: Tx, picture: MadePicture): Promise<void> {
  const { id, teamId, projectId, createdById, model, state, isEmulated } = picture;
  // It was made and paid for, and could not be kept in time.
  const standing = standingOf(picture.madeAt === null ? picture : { ...picture, state: "made" });
  await rebook(tx, {
    ...{ teamId, generationId: id, projectId, userId: createdById, model, isEmulated, clips: 1, tokens: 0, ...standing },
    day: dateOf(dayOf(picture.sentAt ?? picture.createdAt)),
    state: state === "ready" || state === "failed" ? state : "open",
  });
}
