import type { Actor } from "@/lib/access/callers/actor";
import { withTransaction } from "@/lib/platform/db/client";
import { publish } from "@/lib/platform/events/publish";
import type { MarkReadInput } from "./schema";

/** Says that one has seen these, or all that there were at a moment. What was read here is not mailed any more. */
export async function markRead({ teamId, userId }: Actor, { ids, until }: MarkReadInput): Promise<null> {
  await withTransaction(async (tx) => {
    const which = until === undefined ? { id: { in: ids ?? [] } } : { createdAt: { lte: until } };
    const { count } = await tx.notification.updateMany({
      where: { teamId, userId, readAt: null, isListed: true, ...which },
      data: { readAt: new Date(), mailDueAt: null },
    });
    // Other pages of this person.
    if (count > 0) await publish(tx, { teamId, kind: "notification", id: userId });
  });
  return null;
}
