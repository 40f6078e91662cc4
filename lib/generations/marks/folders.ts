import type { Actor } from "@/lib/access/callers/actor";
import { type Tx, withTransaction } from "@/lib/platform/db/client";
import { publish } from "@/lib/platform/events/publish";
import { AppError } from "@/lib/shared/errors";
import { nameKey } from "@/lib/shared/name-key";
import type { PutInFolderInput, RenameFolderInput } from "./schema";

/** Puts a collection into a folder, which is made by its name, or out of it. @throws AppError not-found */
export async function putInFolder({ teamId }: Actor, { projectId, name, folder }: PutInFolderInput): Promise<{ folder: string | null }> {
  return withTransaction(async (tx) => {
    const [same] = folder === null ? [] : await inFolder(tx, teamId, projectId, folder);
    // Of two spellings the first counts.
    const data = { folder: same?.folder ?? folder };
    const { count } = await tx.label.updateMany({ where: { ...shelf(teamId, projectId), key: nameKey(name) }, data });
    if (count === 0) throw new AppError("not-found");
    await publish(tx, { teamId, kind: "project", id: projectId });
    return data;
  });
}

/** Calls a folder something else, or takes it away; its collections stay. One of the new name takes them in. @throws AppError not-found */
export async function renameFolder({ teamId }: Actor, { projectId, folder, to }: RenameFolderInput): Promise<{ folder: string | null }> {
  return withTransaction(async (tx) => {
    const labels = await inFolder(tx, teamId, projectId, folder);
    if (labels.length === 0) throw new AppError("not-found");
    const [same] = to === null || nameKey(to) === nameKey(folder) ? [] : await inFolder(tx, teamId, projectId, to);
    const data = { folder: same?.folder ?? to };
    await tx.label.updateMany({ where: { id: { in: labels.map(({ id }) => id) } }, data });
    await publish(tx, { teamId, kind: "project", id: projectId });
    return data;
  });
}

const shelf = (teamId: string, projectId: string) => ({ teamId, projectId, project: { deletedAt: null } });

async function inFolder(tx: Tx, teamId: string, projectId: string, folder: string) {
  const rows = await tx.label.findMany({
    where: { ...shelf(teamId, projectId), folder: { not: null } },
    orderBy: { key: "asc" },
    select: { id: true, folder: true },
  });
  return rows.filter((row) => nameKey(row.folder!) === nameKey(folder));
}
