import type { Actor } from "@/lib/access/callers/actor";
import { withTransaction } from "@/lib/platform/db/client";
import { touch } from "@/lib/platform/events/touch";
import { AppError } from "@/lib/shared/errors";
import { lockClips } from "../lock-clips";
import type { NoteInput } from "./schema";

/**
 * Keeps what the team wants to remember of a clip; "" is nothing. Two who write at once never write over each other unseen.
 * @throws AppError not-found, conflict where it is not `before` any more
 */
export async function setNote(actor: Actor, { id, note, before }: NoteInput): Promise<{ note: string }> {
  await withTransaction(async (tx) => {
    await lockClips(tx, actor, [id]);
    const { note: known } = await tx.generation.findUniqueOrThrow({ where: { id }, select: { note: true } });
    // Saved a moment ago, and only the answer was lost.
    if (known === note) return;
    if (known !== before) throw new AppError("conflict");
    await tx.generation.update({ where: { id }, data: { note } });
    await touch(tx, { id, teamId: actor.teamId });
  });
  return { note };
}
