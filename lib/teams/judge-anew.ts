import type { Tx } from "@/lib/platform/db/client";
import { touchAll } from "@/lib/platform/events/touch";

/**
 * After these members joined or left those whose word on a clip counts, in all projects or in this one: what they held up is judged
 * anew, and the pages are told.
 */
export async function judgeAnew(tx: Tx, teamId: string, userIds: readonly string[], projectId: string | null = null): Promise<void> {
  const clips = await tx.$queryRaw<{ id: string }[]>`
    SELECT id FROM derive_verdicts_of(${teamId}::uuid, ${[...userIds]}::uuid[], ${projectId}::uuid) AS id`;
  await touchAll(
    tx,
    teamId,
    clips.map(({ id }) => id),
  );
}
