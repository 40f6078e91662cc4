import { isDeepStrictEqual } from "node:util";
import type { Actor } from "@/lib/access/callers/actor";
import { recordAccess } from "@/lib/access/record-access";
import { withTransaction } from "@/lib/platform/db/client";
import { publish } from "@/lib/platform/events/publish";
import { findOpenProject } from "@/lib/projects/open-project";
import { AppError } from "@/lib/shared/errors";
import type { IdInput } from "@/lib/shared/inputs";
import { getSequence } from "./queries";
import { readSequence } from "./read-timeline";
import { MOST_ITEMS } from "./limits";
import type { AddClipsInput, SaveSequenceInput } from "./schema";
import type { SequenceView } from "./view";
import { placeClips, writeItems } from "./write-items";

export type SavedSequence = { saved: true; version: number } | { saved: false; theirs: SequenceView };

/**
 * Keeps what somebody made of a sequence. A save that builds on an older version than what is there changes nothing and gets the newer
 * one back, so that two tabs, or two people, never write over each other unseen. @throws AppError not-found, project-archived
 */
export async function saveSequence(actor: Actor, { id, content, version }: SaveSequenceInput): Promise<SavedSequence> {
  const { items, ...head } = content;
  const { teamId } = actor;
  const isSaved = await withTransaction(async (tx) => {
    await findOpenProject(tx, actor, (await readSequence(actor, id, tx)).projectId);
    const { count } = await tx.sequence.updateMany({
      where: { id, teamId, version, project: { deletedAt: null } },
      data: { ...head, version: { increment: 1 } },
    });
    if (count === 0) return false;
    await writeItems(tx, { teamId, id }, items);
    await publish(tx, { teamId, kind: "sequence", id });
    return true;
  });
  if (isSaved) return { saved: true, version: version + 1 };
  const theirs = await getSequence(actor, id);
  // Saved a moment ago, and only the answer was lost.
  return isDeepStrictEqual(theirs.content, content) ? { saved: true, version: theirs.version } : { saved: false, theirs };
}

/**
 * Puts clips at the end of a sequence, as a new one would have them. The same press once more adds only what it did not add before.
 * @throws AppError not-found, project-archived, nothing-to-show, too-many-items
 */
export async function addClips(actor: Actor, { id, key, clips }: AddClipsInput): Promise<SequenceView> {
  const { teamId } = actor;
  await withTransaction(async (tx) => {
    await tx.$queryRaw`SELECT 1 FROM sequences WHERE id = ${id}::uuid AND team_id = ${teamId}::uuid FOR UPDATE`;
    const { content, projectId } = await readSequence(actor, id, tx);
    await findOpenProject(tx, actor, projectId);
    const known = new Set(content.items.map((item) => item.id));
    const added = (await placeClips(tx, teamId, clips, key)).flatMap(({ item }) => (known.has(item.id) ? [] : [item]));
    if (added.length === 0) return;
    const items = [...content.items, ...added];
    if (items.length > MOST_ITEMS) throw new AppError("too-many-items", { values: { max: MOST_ITEMS } });
    await tx.sequence.update({ where: { id }, data: { version: { increment: 1 } } });
    await writeItems(tx, { teamId, id }, items);
    await publish(tx, { teamId, kind: "sequence", id });
  });
  return getSequence(actor, id);
}

/** Ends a sequence with all that it was exported to; its clips stay. @throws AppError not-found */
export async function deleteSequence({ teamId, userId }: Actor, { id }: IdInput): Promise<{ deleted: true }> {
  await withTransaction(async (tx) => {
    const where = { id, teamId, project: { deletedAt: null } };
    const sequence = await tx.sequence.findFirst({ where, select: { name: true } });
    const { count } = await tx.sequence.deleteMany({ where });
    if (count === 0 || !sequence) throw new AppError("not-found");
    await recordAccess("sequenceDeleted", { userId: null, byId: userId, teamId, subject: sequence.name }, tx);
    await publish(tx, { teamId, kind: "sequence", id });
  });
  return { deleted: true };
}
