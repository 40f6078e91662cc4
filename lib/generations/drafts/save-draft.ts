import { isDeepStrictEqual } from "node:util";
import type { Actor } from "@/lib/access/callers/actor";
import { db } from "@/lib/platform/db/client";
import { AppError } from "@/lib/shared/errors";
import { getDraft } from "./get-draft";
import type { SaveDraftInput } from "./schema";
import type { DraftView } from "./view";

export type SavedDraft = { saved: true; version: number } | { saved: false; theirs: DraftView };

/**
 * Keeps what is in the composer, per person and project. A save that builds on an older version than what is there
 * changes nothing and gets the newer draft back, so that two tabs never write over each other unseen. Drafts may be
 * wrong or unfinished: whether one can be sent is asked when it is sent. @throws AppError not-found
 */
export async function saveDraft(actor: Actor, { projectId, draft, version }: SaveDraftInput): Promise<SavedDraft> {
  const project = await db.project.findFirst({ where: { id: projectId, teamId: actor.teamId, deletedAt: null }, select: { id: true } });
  if (!project) throw new AppError("not-found");
  const key = { projectId, userId: actor.userId };
  const { count } =
    version === 0
      ? await db.draft.createMany({ data: [{ ...key, teamId: actor.teamId, body: draft }], skipDuplicates: true })
      : await db.draft.updateMany({ where: { ...key, version }, data: { body: draft, version: { increment: 1 } } });
  if (count > 0) return { saved: true, version: version + 1 };
  const theirs = await getDraft(actor, projectId);
  // Saved a moment ago, and only the answer was lost.
  if (theirs && isDeepStrictEqual(theirs.draft, draft)) return { saved: true, version: theirs.version };
  if (theirs) return { saved: false, theirs };
  // Nothing is there that anybody could read.
  const row = await db.draft.upsert({
    where: { projectId_userId: key },
    create: { ...key, teamId: actor.teamId, body: draft },
    update: { body: draft, version: { increment: 1 } },
  });
  return { saved: true, version: row.version };
}
