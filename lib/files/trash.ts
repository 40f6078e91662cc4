import { type Db, db, type Tx, withTransaction } from "@/lib/platform/db/client";
import { databaseNow } from "@/lib/platform/db/now";
import { logger } from "@/lib/platform/log";
import { getStorage } from "@/lib/platform/storage/storage";
import { isStorageHere } from "./scrub/scrub-files";
import { TRASH_DAYS, trashBegan } from "@/lib/shared/trash-days";

const DAY_MS = 86_400_000;
const BATCH = 200;

/** Puts the files of clips into the trash, or takes them out of it. */
export const setTrashed = (tx: Tx, generationIds: readonly string[], trashedAt: Date | null) =>
  tx.file.updateMany({ where: { generationId: { in: [...generationIds] } }, data: { trashedAt } });

/** Takes a file away for good: its bytes before its row, so that a run that is cut short forgets nothing. */
export async function removeFile({ id, key }: { id: string; key: string }): Promise<void> {
  await getStorage().delete(key);
  await db.file.deleteMany({ where: { id } });
}

/** Whether a clip was in the trash for so long that its file is gone. */
export async function isGoneForGood(tx: Tx, { id, deletedAt }: { id: string; deletedAt: Date | null }): Promise<boolean> {
  const isOver = deletedAt !== null && deletedAt.getTime() < (await databaseNow(tx)).getTime() - TRASH_DAYS * DAY_MS;
  return isOver && (await tx.file.count({ where: { generationId: id, variant: "video" } })) === 0;
}

/**
 * Takes away for good what has been in the trash for its time: clips, files that people brought, and projects with all of theirs. What lost its owner goes into the trash first, so that a mistake has as
 * many days to be seen.
 *
 * @returns how many files went
 */
export async function emptyTrash(signal: AbortSignal): Promise<number> {
  await trashClipsOfProjects(signal);
  await trashFilmsOfProjects();
  await trashFilesOfTeams();
  await letGoOfAssetFiles(db);
  await db.$executeRaw`
    UPDATE files SET trashed_at = now()
    WHERE generation_id IS NULL AND asset_id IS NULL AND unclaimed_id IS NULL AND export_id IS NULL AND trashed_at IS NULL`;
  let gone = 0;
  for (;;) {
    const due = await db.$queryRaw<{ id: string; key: string }[]>`
      SELECT id, key FROM files WHERE trashed_at < now() - make_interval(days => ${TRASH_DAYS}) ORDER BY trashed_at LIMIT ${BATCH}`;
    for (const { id, key } of due) {
      signal.throwIfAborted();
      await removeFile({ id, key });
      gone++;
    }
    if (due.length < BATCH) break;
  }
  if (gone > 0) logger.info({ count: gone }, "files that were in the trash for their time are gone");
  return gone;
}

/**
 * What lies in a project that was deleted thirty days ago was deleted with it, so that its files go now. What is not over yet goes
 * when it is.
 */
async function trashClipsOfProjects(signal: AbortSignal): Promise<void> {
  const gone = await db.project.findMany({ where: { deletedAt: { lt: trashBegan() } }, select: { id: true, deletedAt: true } });
  for (const { id: projectId, deletedAt } of gone) {
    for (;;) {
      signal.throwIfAborted();
      const where = { projectId, deletedAt: null, nextActionAt: null };
      const ids = (await db.generation.findMany({ where, take: BATCH, select: { id: true } })).map(({ id }) => id);
      if (ids.length === 0) break;
      await withTransaction(async (tx) => {
        await tx.file.updateMany({ where: { generationId: { in: ids } }, data: { trashedAt: deletedAt } });
        await tx.generation.updateMany({ where: { id: { in: ids } }, data: { deletedAt } });
      });
    }
  }
}

/**
 * What people brought and threw away thirty days ago goes as far as nothing needs it: a clip that is there, or can be brought back, keeps what it
 * was made from, so that it can be shown and made again, and so does an element that is there.
 */
export const letGoOfAssetFiles = (ask: Db): Promise<number> => {
  const began = trashBegan();
  return ask.$executeRaw`
    UPDATE files SET trashed_at = asset.deleted_at FROM assets AS asset
    WHERE files.asset_id = asset.id AND files.trashed_at IS NULL AND asset.status = 'ready' AND asset.deleted_at <= ${began}
      AND NOT EXISTS (
        SELECT 1 FROM generation_inputs AS input JOIN generations AS clip ON clip.id = input.generation_id
        WHERE input.asset_id = asset.id AND (clip.deleted_at IS NULL OR clip.deleted_at > ${began}))
      AND NOT EXISTS (
        SELECT 1 FROM element_files AS part
          JOIN element_versions AS version ON version.id = part.version_id JOIN elements AS element ON element.id = version.element_id
        WHERE part.asset_id = asset.id AND element.deleted_at IS NULL)`;
};

/** What was brought to a team that was deleted thirty days ago was deleted with it; its clips went with their projects. */
const trashFilesOfTeams = (): Promise<number> =>
  db.$executeRaw`
    UPDATE assets SET deleted_at = team.deleted_at FROM teams AS team
    WHERE team.deleted_at < ${trashBegan()} AND assets.team_id = team.id AND assets.deleted_at IS NULL`;

/** The same for what their sequences were exported to. */
const trashFilmsOfProjects = (): Promise<number> =>
  db.$executeRaw`
    UPDATE files SET trashed_at = project.deleted_at
    FROM projects AS project
      JOIN sequences AS sequence ON sequence.project_id = project.id
      JOIN sequence_exports AS export ON export.sequence_id = sequence.id
    WHERE project.deleted_at < ${trashBegan()} AND files.export_id = export.id AND files.trashed_at IS NULL`;

/**
 * Takes away files that no row speaks of: what a crash left between file and row. Only after the time of the trash, when whatever could
 * still be on its way to a row has long got it, and never on hold: a restored database may not know yet what its storage holds.
 *
 * @returns how many files went
 */
export async function sweepOrphans(signal: AbortSignal): Promise<number> {
  const before = Date.now() - TRASH_DAYS * DAY_MS;
  let batch: string[] = [];
  let gone = 0;
  const settle = async () => {
    const known = new Set((await db.file.findMany({ where: { key: { in: batch } }, select: { key: true } })).map(({ key }) => key));
    for (const key of batch.filter((one) => !known.has(one))) {
      await getStorage().delete(key);
      gone++;
    }
    batch = [];
  };
  if (!(await isStorageHere()) || (await db.instance.count({ where: { holdReason: { not: null } } })) > 0) return 0;
  for await (const { key, writtenAt } of getStorage().list()) {
    signal.throwIfAborted();
    if (writtenAt.getTime() > before) continue;
    batch.push(key);
    if (batch.length >= BATCH) await settle();
  }
  await settle();
  if (gone > 0) logger.warn({ count: gone }, "files that no row spoke of were removed");
  return gone;
}
