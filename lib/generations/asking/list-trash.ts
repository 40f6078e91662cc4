import type { Actor } from "@/lib/access/callers/actor";
import { db } from "@/lib/platform/db/client";
import { goneAt, trashBegan } from "@/lib/shared/trash-days";
import { canRestore } from "../policy";
import type { TrashEntry } from "../view";

/** More than anybody looks through; what is older shows when the newer has gone. */
const MOST = 200;

/** What of a project was deleted in the last thirty days, the latest first; what was deleted before is gone for good. */
export async function listTrash(actor: Actor, { projectId }: { projectId: string }): Promise<TrashEntry[]> {
  const rows = await db.generation.findMany({
    where: { projectId, teamId: actor.teamId, deletedAt: { gt: trashBegan() } },
    orderBy: [{ deletedAt: "desc" }, { id: "desc" }],
    take: MOST,
    select: {
      id: true,
      prompt: true,
      status: true,
      apiStyle: true,
      createdById: true,
      deletedAt: true,
      createdBy: { select: { name: true } },
    },
  });
  return rows.map((row) => ({
    id: row.id,
    prompt: row.prompt,
    status: row.status,
    author: row.createdBy.name,
    deletedAt: row.deletedAt!.toISOString(),
    goneAt: goneAt(row.deletedAt!),
    canRestore: canRestore(actor, row),
  }));
}
