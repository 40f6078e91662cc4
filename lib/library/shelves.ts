import type { Actor } from "@/lib/access/callers/actor";
import { fileInSight, notHidden } from "@/lib/access/callers/in-sight";
import { inUseFor } from "@/lib/generations/marks/labels";
import { db } from "@/lib/platform/db/client";
import { Prisma } from "@/lib/platform/db/generated/client";
import { nameKey } from "@/lib/shared/name-key";
import type { ShelvesView } from "./view";

/** The team's tags, the folders of its files and its projects. */
export async function readShelves(actor: Actor): Promise<ShelvesView> {
  const { teamId } = actor;
  const [tags, folders, projects] = await Promise.all([
    db.label.findMany({ where: { teamId, projectId: null, ...inUseFor(actor) }, orderBy: { key: "asc" }, select: { name: true } }),
    listFolders(actor),
    db.project.findMany({
      where: { teamId, deletedAt: null, id: notHidden(actor) },
      orderBy: [{ name: "asc" }, { id: "asc" }],
      select: { slug: true, name: true },
    }),
  ]);
  return { tags: tags.map(({ name }) => name), folders, projects };
}

/** A folder is there as long as a file lies in it; one in the trash keeps it for itself and brings it back. */
async function listFolders(actor: Actor): Promise<string[]> {
  const rows = await db.$queryRaw<{ folder: string }[]>`
    SELECT DISTINCT folder FROM assets WHERE team_id = ${actor.teamId}::uuid AND folder IS NOT NULL AND status = 'ready' AND deleted_at IS NULL
      ${fileInSight(actor, Prisma.sql`id`)}`;
  return rows.map(({ folder }) => folder).sort((a, b) => (nameKey(a) < nameKey(b) ? -1 : 1));
}
