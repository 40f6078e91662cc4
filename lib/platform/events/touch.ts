import type { Db } from "../db/client";
import { publishAll } from "./publish";

/**
 * Something that is shown of a generation changed, though not its state: it has a new revision, and every open page of its
 * team hears of it at the commit. A change of state does the same in `record-transition.ts`.
 */
export const touch = (tx: Db, { id, teamId }: { id: string; teamId: string }): Promise<void> => touchAll(tx, teamId, [id]);

/** The same for several of one team. */
export async function touchAll(tx: Db, teamId: string, ids: readonly string[]): Promise<void> {
  if (ids.length === 0) return;
  await tx.$executeRaw`UPDATE generations SET revision = revision + 1 WHERE id = ANY(${[...ids]}::uuid[])`;
  await publishAll(
    tx,
    ids.map((id) => ({ teamId, kind: "generation", id })),
  );
}
