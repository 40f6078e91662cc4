import type { Tx } from "@/lib/platform/db/client";
import { touchAll } from "@/lib/platform/events/touch";

/** After these members joined or left those whose word on a clip counts: what they held up is judged anew, and the pages are told. */
export async function judgeAnew(tx: Tx, teamId: string, userIds: readonly string[]): Promise<void> {
  const clips = await tx.$queryRaw<{ id: string }[]>`SELECT id FROM derive_verdicts_of(${teamId}::uuid, ${[...userIds]}::uuid[]) AS id`;
  await touchAll(
    tx,
    teamId,
    clips.map(({ id }) => id),
  );
}
