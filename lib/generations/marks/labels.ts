import type { Actor } from "@/lib/access/callers/actor";
import { notHidden } from "@/lib/access/callers/in-sight";
import { db, type Tx, withTransaction } from "@/lib/platform/db/client";
import { touchAll } from "@/lib/platform/events/touch";
import { logError } from "@/lib/platform/log";
import { AppError } from "@/lib/shared/errors";
import { newId } from "@/lib/shared/ids";
import { nameKey } from "@/lib/shared/name-key";
import type { LabelsView } from "../view";
import { MOST_LABELS_OF_CLIP } from "./limits";
import type { LabelInput, RenameLabelInput } from "./schema";

/** Of a team's tags and of a project's collections each: a list of more helps nobody to choose. */
const MOST_LABELS = 1_000;

/** Where labels are kept: a project's are collections, the team's are tags. */
export interface Shelf {
  teamId: string;
  projectId: string | null;
}

/** A name is there as long as a clip or a file is that has it; one in the trash keeps it, and brings it back. */
export const IN_USE = inUseFor({ hidden: [] });

/** The same for somebody who reads them: a tag of nothing but clips that are closed to them would tell what those are about. */
export function inUseFor(reader: Pick<Actor, "hidden">) {
  const generation = { deletedAt: null, projectId: notHidden(reader) };
  return { OR: [{ clips: { some: { generation } } }, { assets: { some: { asset: { deletedAt: null } } } }] };
}

export async function listLabels(actor: Pick<Actor, "teamId" | "hidden">, projectId: string): Promise<LabelsView> {
  const { teamId } = actor;
  const [rows, projects] = await Promise.all([
    db.label.findMany({
      where: { teamId, AND: [{ OR: [{ projectId: null }, { projectId }] }, inUseFor(actor)] },
      orderBy: { key: "asc" },
      select: { name: true, projectId: true, folder: true },
    }),
    db.project.findMany({
      where: { teamId, id: { not: projectId, ...notHidden(actor) }, archivedAt: null, deletedAt: null },
      orderBy: [{ name: "asc" }, { id: "asc" }],
      select: { id: true, name: true },
    }),
  ]);
  const named = (isTag: boolean) => rows.filter((row) => (row.projectId === null) === isTag).map(({ name }) => name);
  const folders = Map.groupBy(
    rows.filter(({ folder }) => folder !== null),
    ({ folder }) => nameKey(folder!),
  );
  return {
    tags: named(true),
    collections: named(false),
    folders: [...folders]
      .sort(([a], [b]) => (a < b ? -1 : 1))
      .map(([, inside]) => ({ name: inside[0]!.folder!, collections: inside.map(({ name }) => name) })),
    projects,
  };
}

/**
 * Puts the clips under these names; a name that is new here is made, in the folder if one is given.
 * @throws AppError too-many-labels, too-many-labels-of-clip
 */
export async function addLabels(
  tx: Tx,
  shelf: Shelf,
  ids: readonly string[],
  names: readonly string[],
  folder: string | null = null,
): Promise<void> {
  if (names.length === 0) return;
  const { teamId, projectId } = shelf;
  const labels = await holdLabels(tx, shelf, names, folder);
  await tx.clipLabel.createMany({
    data: ids.flatMap((generationId) => labels.map((labelId) => ({ teamId, generationId, labelId }))),
    skipDuplicates: true,
  });
  await refuseTooMany(tx, shelf);
  const [most] = await tx.clipLabel.groupBy({
    by: ["generationId"],
    where: { generationId: { in: [...ids] }, label: { projectId } },
    _count: true,
    orderBy: { _count: { labelId: "desc" } },
    take: 1,
  });
  if (most && most._count > MOST_LABELS_OF_CLIP) throw new AppError("too-many-labels-of-clip", { values: { max: MOST_LABELS_OF_CLIP } });
}

/** @throws AppError too-many-labels */
export async function refuseTooMany(tx: Tx, { teamId, projectId }: Shelf): Promise<void> {
  if ((await tx.label.count({ where: { teamId, projectId, ...IN_USE } })) > MOST_LABELS)
    throw new AppError("too-many-labels", { values: { max: MOST_LABELS } });
}

/** Takes the clips from under these names. A name under which nothing is left goes too, unless it has a folder: a clip that comes back finds it there. */
export async function removeLabels(tx: Tx, shelf: Shelf, ids: readonly string[], names: readonly string[]): Promise<void> {
  if (names.length === 0) return;
  const found = await lockLabels(tx, shelf, names.map(nameKey));
  const labelId = { in: found };
  await tx.clipLabel.deleteMany({ where: { teamId: shelf.teamId, generationId: { in: [...ids] }, labelId } });
  await forgetEmpty(tx, found);
}

/** A name under which nothing is left goes, unless it has a folder, or a link leads to it: that shows what comes back. */
export const forgetEmpty = (tx: Tx, ids: readonly string[]) => {
  const isEmpty = { clips: { none: {} }, assets: { none: {} }, shares: { none: { revokedAt: null, expiresAt: { gt: new Date() } } } };
  return tx.label.deleteMany({ where: { id: { in: [...ids] }, folder: null, ...isEmpty } });
};

/** Calls a tag or a collection something else, on all of its clips. @throws AppError not-found, label-taken */
export async function renameLabel({ teamId }: Actor, { projectId, name, to }: RenameLabelInput): Promise<{ name: string }> {
  const clips = await withTransaction(async (tx) => {
    const keys = [...new Set([nameKey(name), nameKey(to)])];
    const held = await lockLabels(tx, { teamId, projectId }, keys);
    const own = await tx.label.findFirst({ where: { id: { in: held }, key: nameKey(name) } });
    if (!own) throw new AppError("not-found");
    if (held.length > 1) {
      const unseen = await tx.label.findFirst({ where: { id: { in: held, not: own.id }, NOT: IN_USE } });
      if (!unseen) throw new AppError("label-taken", { values: { name: to } });
      // One that only clips and files in the trash have is in nobody's list, and goes; they come back under the same name.
      await tx.$executeRaw`
        INSERT INTO clip_labels (team_id, generation_id, label_id)
        SELECT team_id, generation_id, ${own.id}::uuid FROM clip_labels WHERE label_id = ${unseen.id}::uuid ON CONFLICT DO NOTHING`;
      await tx.$executeRaw`
        INSERT INTO asset_labels (team_id, asset_id, label_id)
        SELECT team_id, asset_id, ${own.id}::uuid FROM asset_labels WHERE label_id = ${unseen.id}::uuid ON CONFLICT DO NOTHING`;
      await tx.label.delete({ where: { id: unseen.id } });
    }
    await tx.label.update({ where: { id: own.id }, data: { name: to, key: nameKey(to) } });
    return readLabelled(tx, own.id);
  });
  await touchLabelled(teamId, clips);
  return { name: to };
}

/** Takes a tag or a collection away from all that has it; that stays. @throws AppError not-found */
export async function deleteLabel({ teamId }: Actor, { projectId, name }: LabelInput): Promise<{ deleted: true }> {
  const clips = await withTransaction(async (tx) => {
    const [id] = await lockLabels(tx, { teamId, projectId }, [nameKey(name)]);
    if (id === undefined) throw new AppError("not-found");
    const labelled = await readLabelled(tx, id);
    await tx.label.delete({ where: { id } });
    return labelled;
  });
  await touchLabelled(teamId, clips);
  return { deleted: true };
}

async function readLabelled(tx: Tx, labelId: string): Promise<string[]> {
  const rows = await tx.clipLabel.findMany({
    where: { labelId, generation: { deletedAt: null } },
    orderBy: { generationId: "asc" },
    select: { generationId: true },
  });
  return rows.map(({ generationId }) => generationId);
}

/** So many are told of at once: a name may be on more clips than one transaction has time for. */
const TOUCHED_AT_ONCE = 500;

/**
 * After the name has changed and is let go of: whoever marks a clip holds it first and its names then. The change stands, so a page
 * that does not hear of it is only behind until it looks again.
 */
async function touchLabelled(teamId: string, ids: readonly string[]): Promise<void> {
  try {
    for (let from = 0; from < ids.length; from += TOUCHED_AT_ONCE) {
      const some = ids.slice(from, from + TOUCHED_AT_ONCE);
      await withTransaction(async (tx) => {
        await tx.$queryRaw`SELECT 1 FROM generations WHERE id = ANY(${some}::uuid[]) ORDER BY id FOR NO KEY UPDATE`;
        await touchAll(tx, teamId, some);
      });
    }
  } catch (error) {
    logError(error, { teamId }, "not every page could be told of a changed name");
  }
}

/** Held so that nobody puts a clip under one of these meanwhile, which would be lost with it: in one order, for whoever holds the same. */
export async function lockLabels(tx: Tx, { teamId, projectId }: Shelf, keys: readonly string[]): Promise<string[]> {
  const rows = await tx.$queryRaw<{ id: string }[]>`
    SELECT id FROM labels WHERE team_id = ${teamId}::uuid AND project_id IS NOT DISTINCT FROM ${projectId}::uuid AND key = ANY(${[...keys]}::text[])
    ORDER BY key FOR UPDATE`;
  return rows.map(({ id }) => id);
}

/** Somebody deletes the very name that is added: it is made once more. */
const MOST_TRIES = 3;

/** The labels of these names, made where there are none, and held so that nobody deletes them before the clips are under them. */
export async function holdLabels(tx: Tx, shelf: Shelf, names: readonly string[], folder: string | null = null): Promise<string[]> {
  const { teamId, projectId } = shelf;
  // Of two spellings the first counts.
  const byKey = new Map(names.toReversed().map((name) => [nameKey(name), name]));
  const keys = [...byKey.keys()].sort();
  for (let tries = 0; tries < MOST_TRIES; tries++) {
    const data = keys.map((key) => ({ id: newId(), ...shelf, name: byKey.get(key)!, key, folder }));
    await tx.label.createMany({ data, skipDuplicates: true });
    const rows = await tx.$queryRaw<{ id: string }[]>`
      SELECT id FROM labels WHERE team_id = ${teamId}::uuid AND project_id IS NOT DISTINCT FROM ${projectId}::uuid AND key = ANY(${keys}::text[])
      ORDER BY key FOR KEY SHARE`;
    if (rows.length === keys.length) return rows.map(({ id }) => id);
  }
  throw new AppError("conflict");
}
