import type { Actor } from "@/lib/access/callers/actor";
import { db } from "@/lib/platform/db/client";
import { AppError } from "@/lib/shared/errors";
import type { SaveDraftInput } from "./schema";

/**
 * Keeps what is in the composer, per person and project; the last save wins. Drafts may be wrong or unfinished:
 * whether one can be sent is asked when it is sent.
 */
export async function saveDraft(actor: Actor, { projectId, draft }: SaveDraftInput): Promise<{ saved: true }> {
  const project = await db.project.findFirst({ where: { id: projectId, teamId: actor.teamId, deletedAt: null }, select: { id: true } });
  if (!project) throw new AppError("not-found");
  const key = { projectId, userId: actor.userId };
  await db.draft.upsert({
    where: { projectId_userId: key },
    create: { ...key, teamId: actor.teamId, body: draft },
    update: { body: draft },
  });
  return { saved: true };
}
