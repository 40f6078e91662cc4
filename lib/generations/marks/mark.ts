import type { Actor } from "@/lib/access/callers/actor";
import { type Tx, withTransaction } from "@/lib/platform/db/client";
import { touchAll } from "@/lib/platform/events/touch";
import { getGenerations } from "../queries";
import type { CardView } from "../view";
import { addLabels, removeLabels } from "./labels";
import { lockClips, type LockedClip } from "../lock-clips";
import { recordActivity } from "../review/activity";
import { requireReviewer } from "../review/require-reviewer";
import { setVerdict } from "../review/verdict";
import type { MarkInput } from "./schema";

/**
 * Says the same of several clips: a name, stars, one's own verdict, tags, collections. All of it for all of them, or nothing.
 * @returns their cards. @throws AppError not-found, too-many-labels, clip-locked
 */
export async function markClips(actor: Actor, input: MarkInput): Promise<CardView[]> {
  const { ids, name, rating, verdict } = input;
  await withTransaction(async (tx) => {
    if (verdict !== undefined) await requireReviewer(tx, actor);
    const clips = await lockClips(tx, actor, ids);
    const data = {
      ...(name !== undefined && { name }),
      ...(rating !== undefined && { rating }),
    };
    if (Object.keys(data).length > 0) await tx.generation.updateMany({ where: { id: { in: ids }, teamId: actor.teamId }, data });
    await setLabels(tx, actor, clips, input);
    if (rating !== undefined) await recordActivity(tx, actor, "rated", clips, { stars: rating });
    if (verdict !== undefined) await setVerdict(tx, actor, clips, verdict);
    await touchAll(tx, actor.teamId, ids);
  });
  return getGenerations(actor, ids);
}

async function setLabels(tx: Tx, { teamId }: Actor, clips: readonly LockedClip[], input: MarkInput): Promise<void> {
  const tags = { teamId, projectId: null };
  await removeLabels(tx, tags, input.ids, input.removeTags);
  await addLabels(tx, tags, input.ids, input.addTags);
  for (const [projectId, here] of Map.groupBy(clips, (clip) => clip.projectId)) {
    const ids = here.map(({ id }) => id);
    await removeLabels(tx, { teamId, projectId }, ids, input.removeFrom);
    await addLabels(tx, { teamId, projectId }, ids, input.addTo);
  }
}
