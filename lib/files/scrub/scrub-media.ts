import { existsSync } from "node:fs";
import path from "node:path";
import { db, withTransaction } from "@/lib/platform/db/client";
import type { Prisma } from "@/lib/platform/db/generated/client";
import { getEnv } from "@/lib/platform/env";
import { publish } from "@/lib/platform/events/publish";
import { INSTANCE_FILE } from "@/lib/platform/instance";
import { logger } from "@/lib/platform/log";
import { getStorage } from "@/lib/platform/storage/storage";
import { type DamagedMedia, healMedia } from "./heal-media";
import { readSlowly } from "./read-slowly";

/** The whole library is read once in so many days, a part of it each day. */
const DAYS_FOR_ALL = 30;
/** 4 MB a second: a library of 100 GB takes a quarter of an hour a day, and a disk hardly notices. */
const BYTES_PER_SECOND = 4_000_000;
/** Files of one round; in between the worker may be told to stop. */
const PER_ROUND = 20;
/** A damaged file is looked for at the provider again after so many hours, as long as that may have it. */
const HEAL_AGAIN_HOURS = 6;

/**
 * Reads the part of the library that is due today, oldest look first, and compares every file with the hash of the day it
 * came. What is missing or other is marked, told of, and fetched again while the provider still has it. How far it has come
 * stands in the rows, so that it goes on after a restart; two workers at it at once only read a file twice.
 *
 * @returns how many files were read, and how many of them were not what they should be
 */
export async function scrubMedia(
  signal: AbortSignal,
  { bytesPerSecond = BYTES_PER_SECOND }: { bytesPerSecond?: number } = {},
): Promise<{ read: number; damaged: number }> {
  const result = { read: 0, damaged: 0 };
  for (const id of [...(await dueToHeal()), ...(await dueToday())]) {
    signal.throwIfAborted();
    const media = await db.media.findUnique({ where: { id }, include: { generation: true } });
    if (!media) continue;
    const isWhole = await isAsKept(media, bytesPerSecond, signal);
    if (isWhole === null) return result;
    result.read++;
    if (!isWhole) result.damaged++;
    await settle(media, isWhole, signal);
  }
  return result;
}

/** null: the place where files lie is not there, and that is no damage of any of them. */
async function isAsKept(media: DamagedMedia, bytesPerSecond: number, signal: AbortSignal): Promise<boolean | null> {
  try {
    const found = await readSlowly(media.storageKey, bytesPerSecond, signal);
    if (found) return found.sha256 === media.sha256;
    if (await isStorageHere()) return false;
  } catch (error) {
    signal.throwIfAborted();
    logger.warn({ mediaId: media.id, err: error }, "a stored file could not be read");
    // A disk that cannot read one place reads others; a bucket that does not answer has no places.
    if (getEnv().storage === "local" && (await isStorageHere())) return false;
  }
  logger.error({ mediaId: media.id }, "the place of the files is not there; nothing is concluded from that");
  return null;
}

/** A folder that was not mounted looks empty, and is not ours: ours holds the studio's id since its first start. */
async function isStorageHere(): Promise<boolean> {
  const { ok } = await getStorage().check();
  const { storage, dataDir } = getEnv();
  if (!ok || storage !== "local") return ok;
  return existsSync(path.join(dataDir, INSTANCE_FILE)) || (await db.instance.count()) === 0;
}

async function settle(media: DamagedMedia, isWhole: boolean, signal: AbortSignal): Promise<void> {
  if (isWhole) return note(media, "whole");
  if (media.damagedAt === null)
    logger.error({ generationId: media.generationId, mediaId: media.id, kind: media.kind }, "a kept file is damaged or gone");
  await note(media, "damaged");
  const healed = await healMedia(media, signal);
  if (!healed) return;
  logger.info({ generationId: media.generationId, mediaId: media.id, kind: media.kind }, "a damaged file was brought back");
  await note({ ...media, damagedAt: media.damagedAt ?? new Date() }, "whole", healed);
}

/** Writes down one look. Pages hear of it when what they show changes. */
async function note(media: DamagedMedia, state: "whole" | "damaged", facts: Prisma.MediaUpdateManyMutationInput = {}): Promise<void> {
  await withTransaction(async (tx) => {
    const [row] = await tx.$queryRaw<{ now: Date }[]>`SELECT now() AS now`;
    const damagedAt = state === "whole" ? null : (media.damagedAt ?? row!.now);
    await tx.media.updateMany({ where: { id: media.id }, data: { ...facts, damagedAt, checkedAt: row!.now } });
    const isNews = (damagedAt === null) !== (media.damagedAt === null);
    if (isNews) await publish(tx, { teamId: media.teamId, kind: "generation", id: media.generationId });
  });
}

/** Today's share, less what was read within a day, by the database's clock. */
async function dueToday(): Promise<string[]> {
  const rows = await db.$queryRaw<{ id: string }[]>`
    SELECT id FROM media
    WHERE checked_at IS NULL OR checked_at < now() - interval '1 day'
    ORDER BY coalesce(checked_at, created_at)
    LIMIT least(${PER_ROUND}::int, greatest(0, (
      SELECT ceil(count(*)::numeric / ${DAYS_FOR_ALL}) - count(*) FILTER (WHERE checked_at > now() - interval '1 day') FROM media
    ))::int)`;
  return rows.map((row) => row.id);
}

async function dueToHeal(): Promise<string[]> {
  const rows = await db.$queryRaw<{ id: string }[]>`
    SELECT media.id FROM media JOIN generations ON generations.id = media.generation_id
    WHERE damaged_at IS NOT NULL AND (checked_at IS NULL OR checked_at < now() - make_interval(hours => ${HEAL_AGAIN_HOURS}))
      AND (media.kind <> 'video' OR generations.succeeded_at > now() - interval '8 days')
    ORDER BY checked_at NULLS FIRST LIMIT ${PER_ROUND}`;
  return rows.map((row) => row.id);
}
