import { existsSync } from "node:fs";
import path from "node:path";
import { db, withTransaction } from "@/lib/platform/db/client";
import type { Prisma } from "@/lib/platform/db/generated/client";
import { databaseNow } from "@/lib/platform/db/now";
import { getEnv } from "@/lib/platform/env";
import { touch } from "@/lib/platform/events/touch";
import { INSTANCE_FILE } from "@/lib/platform/instance";
import { logger } from "@/lib/platform/log";
import { getStorage } from "@/lib/platform/storage/storage";
import type { StoredFile } from "@/lib/platform/storage/types";
import { healFile, type OwnedFile } from "./heal-file";
import { readSlowly } from "./read-slowly";

/** Every file is read once in so many days. */
const DAYS_FOR_ALL = 30;
/** 4 MB a second: a library of 100 GB takes seven hours a month, and a disk hardly notices. */
const BYTES_PER_SECOND = 4_000_000;
/** Files of one round; in between the worker may be told to stop. */
const PER_ROUND = 50;
/** A damaged file is looked for at the provider again after so many hours, as long as that may have it. */
const HEAL_AGAIN_HOURS = 6;
/** Longer than the provider keeps a file, counted from the day that we had it. */
const HEAL_DAYS = 15;

/**
 * Reads what nobody has read for a month, oldest look first, and compares it with the hash of the day it came. What is missing or
 * other is marked, told of, and brought back where that is possible. How far it has come stands in the rows, so that it goes on
 * after a restart; two workers at it at once only read a file twice.
 *
 * @returns how many files were read, and how many of them were not what they should be
 */
export async function scrubFiles(
  signal: AbortSignal,
  { bytesPerSecond = BYTES_PER_SECOND }: { bytesPerSecond?: number } = {},
): Promise<{ read: number; damaged: number }> {
  const result = { read: 0, damaged: 0 };
  for (const id of [...(await dueToHeal()), ...(await dueToCheck())]) {
    signal.throwIfAborted();
    const file = await db.file.findUnique({ where: { id }, include: { generation: true, asset: true, unclaimed: true } });
    if (!file) continue;
    const found = await read(file, bytesPerSecond, signal);
    if (found === "unknown") return result;
    const isWhole = found !== null && (file.sha256 === null || found.sha256 === file.sha256);
    result.read++;
    if (!isWhole) result.damaged++;
    await (isWhole ? note(file, true, { bytes: BigInt(found.sizeBytes), sha256: found.sha256 }) : bringBack(file, signal));
  }
  return result;
}

/** What is there; null: nothing, or nothing that can be read. "unknown": the place where files lie is not there, and that is no damage. */
async function read(file: OwnedFile, bytesPerSecond: number, signal: AbortSignal): Promise<StoredFile | null | "unknown"> {
  try {
    const found = await readSlowly(file.key, bytesPerSecond, signal);
    if (found || (await isStorageHere())) return found;
  } catch (error) {
    signal.throwIfAborted();
    logger.warn({ fileId: file.id, err: error }, "a stored file could not be read");
    // A disk that cannot read one place reads others; a bucket that does not answer has no places.
    if (getEnv().storage === "local" && (await isStorageHere())) return null;
  }
  logger.error({ fileId: file.id }, "the place of the files is not there; nothing is concluded from that");
  return "unknown";
}

/** A folder that was not mounted looks empty, and is not ours: ours holds the studio's id since its first start. */
export async function isStorageHere(): Promise<boolean> {
  const { ok } = await getStorage().check();
  const { storage, dataDir } = getEnv();
  if (!ok || storage !== "local") return ok;
  return existsSync(path.join(dataDir, INSTANCE_FILE)) || (await db.instance.count()) === 0;
}

async function bringBack(file: OwnedFile, signal: AbortSignal): Promise<void> {
  // Nobody has ever seen this one: it was believed to exist because its original does.
  if (file.sha256 === null) {
    const made = await healFile(file, signal);
    if (made) return note(file, true, made);
    await db.file.deleteMany({ where: { id: file.id, sha256: null } });
    return;
  }
  const { id, variant, generationId } = file;
  if (file.damagedAt === null) logger.error({ fileId: id, generationId, kind: variant }, "a kept file is damaged or gone");
  await note(file, false);
  const healed = await healFile(file, signal);
  if (!healed) return;
  logger.info({ fileId: id, generationId, kind: variant }, "a damaged file was brought back");
  await note({ ...file, damagedAt: file.damagedAt ?? new Date() }, true, healed);
}

/** Writes down one look. Pages hear of it when what they show changes. */
async function note(file: OwnedFile, isWhole: boolean, facts: Prisma.FileUpdateManyMutationInput = {}): Promise<void> {
  await withTransaction(async (tx) => {
    const now = await databaseNow(tx);
    const damagedAt = isWhole ? null : (file.damagedAt ?? now);
    await tx.file.updateMany({ where: { id: file.id }, data: { ...facts, damagedAt, checkedAt: now } });
    const { teamId, generationId } = file;
    const isNews = isWhole !== (file.damagedAt === null);
    if (isNews && teamId && generationId) await touch(tx, { teamId, id: generationId });
  });
}

/** Files in the trash have nobody who would miss them. */
const dueToCheck = () => idsOf`
  SELECT id FROM files
  WHERE trashed_at IS NULL AND checked_at < now() - make_interval(days => ${DAYS_FOR_ALL})
  ORDER BY checked_at LIMIT ${PER_ROUND}`;

const dueToHeal = () => idsOf`
  SELECT id FROM files
  WHERE damaged_at IS NOT NULL AND trashed_at IS NULL AND checked_at < now() - make_interval(hours => ${HEAL_AGAIN_HOURS})
    AND (is_derived OR variant = 'lastFrame' OR created_at > now() - make_interval(days => ${HEAL_DAYS}))
  ORDER BY checked_at LIMIT ${PER_ROUND}`;

async function idsOf(...query: Parameters<typeof db.$queryRaw<{ id: string }[]>>): Promise<string[]> {
  return (await db.$queryRaw<{ id: string }[]>(...query)).map(({ id }) => id);
}
