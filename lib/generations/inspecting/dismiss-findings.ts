import { z } from "zod";
import type { Actor } from "@/lib/access/callers/actor";
import { withTransaction } from "@/lib/platform/db/client";
import { databaseNow } from "@/lib/platform/db/now";
import { touchAll } from "@/lib/platform/events/touch";
import { lockClips } from "../lock-clips";
import { getGenerations } from "../queries";
import type { CardView } from "../view";

export const dismissFindingsSchema = z.object({ id: z.uuid(), isDismissed: z.boolean() });
type DismissFindingsInput = z.output<typeof dismissFindingsSchema>;

/** What was found is fine as it is, and no card tells of it any more; or it does again. @returns the card. @throws AppError not-found */
export async function dismissFindings(actor: Actor, { id, isDismissed }: DismissFindingsInput): Promise<CardView[]> {
  await withTransaction(async (tx) => {
    await lockClips(tx, actor, [id]);
    const dismissedAt = isDismissed ? await databaseNow(tx) : null;
    await tx.clipCheck.updateMany({ where: { generationId: id }, data: { dismissedAt } });
    await touchAll(tx, actor.teamId, [id]);
  });
  return getGenerations(actor, [id]);
}
