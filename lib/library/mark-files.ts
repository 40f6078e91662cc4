import type { Actor } from "@/lib/access/callers/actor";
import { forgetEmpty, holdLabels, lockLabels, refuseTooMany } from "@/lib/generations/marks/labels";
import { MOST_LABELS_OF_CLIP } from "@/lib/generations/marks/limits";
import type { FavouriteInput } from "@/lib/generations/marks/schema";
import { type Tx, withTransaction } from "@/lib/platform/db/client";
import { publishAll } from "@/lib/platform/events/publish";
import { AppError } from "@/lib/shared/errors";
import { nameKey } from "@/lib/shared/name-key";
import { lockPresentFiles } from "./lock-files";
import { readFileItems } from "./read-items";
import type { MarkFilesInput, RenameFileInput, RenameFolderInput } from "./schema";
import type { LibraryItem } from "./view";

/** Calls a file something else; its bytes and the clips that use it stay as they are. @throws AppError not-found */
export async function renameFile(actor: Actor, { id, name }: RenameFileInput): Promise<LibraryItem> {
  await withTransaction(async (tx) => {
    await lockPresentFiles(tx, actor, [id]);
    await tx.asset.update({ where: { id }, data: { name } });
    await tellOfFiles(tx, actor, [id]);
  });
  return (await readFileItems(actor.teamId, actor.userId, [id]))[0]!;
}

/**
 * Says the same of several files: tags, and the folder they lie in. All of it for all of them, or nothing.
 * @throws AppError not-found, too-many-labels, too-many-labels-of-clip
 */
export async function markFiles(actor: Actor, input: MarkFilesInput): Promise<LibraryItem[]> {
  const { ids, folder } = input;
  await withTransaction(async (tx) => {
    await lockPresentFiles(tx, actor, ids);
    await removeTags(tx, actor, input);
    await addTags(tx, actor, input);
    if (folder !== undefined) {
      // Of two spellings the first counts.
      const known = folder && (await spellingOf(tx, actor, folder));
      await tx.asset.updateMany({ where: { id: { in: ids } }, data: { folder: known || folder } });
    }
    await tellOfFiles(tx, actor, ids);
  });
  return readFileItems(actor.teamId, actor.userId, ids);
}

/** Adds the files to the favourites of whoever asks, or takes them out; nobody else sees that. @throws AppError not-found */
export async function setFavouriteFiles(actor: Actor, { ids, isFavourite }: FavouriteInput): Promise<{ isFavourite: boolean }> {
  const { teamId, userId } = actor;
  await withTransaction(async (tx) => {
    await lockPresentFiles(tx, actor, ids);
    if (isFavourite)
      await tx.assetFavourite.createMany({ data: ids.map((assetId) => ({ teamId, assetId, userId })), skipDuplicates: true });
    else await tx.assetFavourite.deleteMany({ where: { teamId, userId, assetId: { in: ids } } });
  });
  return { isFavourite };
}

/**
 * Calls a folder something else, for all that lies in it, in the trash as well; what is called so already takes its files in.
 * @throws AppError not-found for one in which nothing lies
 */
export async function renameFolder(actor: Actor, { folder, name }: RenameFolderInput): Promise<{ folder: string }> {
  return withTransaction(async (tx) => {
    const isSame = nameKey(folder) === nameKey(name);
    const to = (!isSame && (await spellingOf(tx, actor, name))) || name;
    const rows = await tx.$queryRaw<{ id: string }[]>`
      UPDATE assets SET folder = ${to}
      WHERE team_id = ${actor.teamId}::uuid AND folder IS NOT NULL AND lower(normalize(folder, NFKC)) = ${nameKey(folder)} RETURNING id`;
    const [first] = rows;
    if (!first) throw new AppError("not-found");
    // A page that hears of one file looks at its list.
    await tellOfFiles(tx, actor, [first.id]);
    return { folder: to };
  });
}

/** Every open page hears of it at the commit. */
export const tellOfFiles = (tx: Tx, { teamId }: Actor, ids: readonly string[]): Promise<void> =>
  publishAll(
    tx,
    ids.map((id) => ({ teamId, kind: "asset", id })),
  );

async function addTags(tx: Tx, { teamId }: Actor, { ids, addTags: names }: MarkFilesInput): Promise<void> {
  if (names.length === 0) return;
  const shelf = { teamId, projectId: null };
  const labels = await holdLabels(tx, shelf, names);
  await tx.assetLabel.createMany({
    data: ids.flatMap((assetId) => labels.map((labelId) => ({ teamId, assetId, labelId }))),
    skipDuplicates: true,
  });
  await refuseTooMany(tx, shelf);
  const [most] = await tx.assetLabel.groupBy({
    by: ["assetId"],
    where: { assetId: { in: ids } },
    _count: true,
    orderBy: { _count: { labelId: "desc" } },
    take: 1,
  });
  if (most && most._count > MOST_LABELS_OF_CLIP) throw new AppError("too-many-labels-of-clip", { values: { max: MOST_LABELS_OF_CLIP } });
}

async function removeTags(tx: Tx, { teamId }: Actor, { ids, removeTags: names }: MarkFilesInput): Promise<void> {
  if (names.length === 0) return;
  const labels = await lockLabels(tx, { teamId, projectId: null }, names.map(nameKey));
  await tx.assetLabel.deleteMany({ where: { teamId, assetId: { in: ids }, labelId: { in: labels } } });
  await forgetEmpty(tx, labels);
}

async function spellingOf(tx: Tx, { teamId }: Actor, folder: string): Promise<string | undefined> {
  const rows = await tx.$queryRaw<{ folder: string }[]>`
    SELECT folder FROM assets WHERE team_id = ${teamId}::uuid AND lower(normalize(folder, NFKC)) = ${nameKey(folder)} AND deleted_at IS NULL LIMIT 1`;
  return rows[0]?.folder;
}
