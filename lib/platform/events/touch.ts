import type { Db } from "../db/client";
import { publish } from "./publish";

/**
 * Something that is shown of a generation changed, though not its state: it has a new revision, and every open page of its
 * team hears of it at the commit. A change of state does the same in `record-transition.ts`.
 */
export async function touch(tx: Db, { id, teamId }: { id: string; teamId: string }): Promise<void> {
  await tx.$executeRaw`UPDATE generations SET revision = revision + 1 WHERE id = ${id}::uuid`;
  await publish(tx, { teamId, kind: "generation", id });
}
