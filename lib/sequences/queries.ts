import type { Actor } from "@/lib/access/callers/actor";
import { getGenerations } from "@/lib/generations/queries";
import { db } from "@/lib/platform/db/client";
import { readSequence, readTimeline } from "./read-timeline";
import type { SequenceContent } from "./schema";
import type { SequenceSummary, SequenceView } from "./view";

/** The clips of these items, each once. */
export const clipIdsOf = (items: SequenceContent["items"]): string[] => [
  ...new Set(items.flatMap((item) => (item.kind === "clip" ? [item.generationId] : []))),
];

/** The sequences of a project, the last changed first. */
export async function listSequences(actor: Actor, projectId: string): Promise<SequenceSummary[]> {
  const rows = await db.$queryRaw<{ id: string; name: string; updatedAt: Date; frames: number; itemCount: number }[]>`
    SELECT sequence.id, sequence.name, sequence.updated_at AS "updatedAt", count(item.id)::int AS "itemCount",
      coalesce(sum(item.out_frame - item.in_frame - item.transition_frames), 0)::int AS frames
    FROM sequences AS sequence LEFT JOIN sequence_items AS item ON item.sequence_id = sequence.id
    WHERE sequence.project_id = ${projectId}::uuid AND sequence.team_id = ${actor.teamId}::uuid
    GROUP BY sequence.id ORDER BY sequence.updated_at DESC`;
  return rows.map((row) => ({ ...row, updatedAt: row.updatedAt.toISOString() }));
}

/** One sequence with the cards of its clips, those that are not in the trash. @throws AppError not-found */
export async function getSequence(actor: Actor, id: string): Promise<SequenceView> {
  const [stored, { items }] = await Promise.all([readSequence(actor, id), readTimeline(actor, id)]);
  const missing = items.flatMap((item) => (item.kind === "clip" && item.missing ? [[item.generationId, item.missing] as const] : []));
  const closed = new Set(missing.flatMap(([clip, why]) => (why === "closed" ? [clip] : [])));
  const cards = await getGenerations(
    actor,
    clipIdsOf(stored.content.items).filter((clip) => !closed.has(clip)),
  );
  return { ...stored, cards, missing: Object.fromEntries(missing) };
}
