import { fetchResult } from "@/lib/files/fetch-result";
import { makeThumbnail } from "@/lib/files/file-pictures";
import { keyOf } from "@/lib/files/keys";
import { recordFile } from "@/lib/files/record-file";
import { findConnection } from "@/lib/connections/connection";
import { TRUSTED_DAYS } from "@/lib/models/pictures";
import { db, withTransaction } from "@/lib/platform/db/client";
import type { MadePicture } from "@/lib/platform/db/generated/client";
import { databaseNow } from "@/lib/platform/db/now";
import { logError } from "@/lib/platform/log";
import { probeImage } from "@/lib/platform/ffmpeg/image";
import { getStorage } from "@/lib/platform/storage/storage";
import { openResult } from "@/lib/providers/download";
import { backoffMs } from "@/lib/shared/backoff";
import { move } from "./move-picture";

const LARGEST_BYTES = 50 * 1024 * 1024;
const DAY_MS = 24 * 60 * 60_000;
/** A link lives for a day; behind it nothing opens any more. */
const GIVE_UP_AFTER_MS = DAY_MS + 60 * 60_000;
const LEASE_SECONDS = 120;

/**
 * Copies a picture that was made to our own storage, byte for byte: drawn anew it would not be trusted. It becomes a file of the
 * team, under the picture's own id, so that twice makes one.
 */
export async function savePicture(row: MadePicture, signal?: AbortSignal): Promise<void> {
  const claimed = await db.$executeRaw`
    UPDATE made_pictures SET next_action_at = now() + ${LEASE_SECONDS} * interval '1 second'
    WHERE id = ${row.id}::uuid AND state = 'made' AND next_action_at <= now()`;
  if (claimed === 0) return;
  try {
    await keep(row, signal ?? AbortSignal.timeout(LEASE_SECONDS * 1_000));
  } catch (error) {
    logError(error, { pictureId: row.id }, "a picture that was made is not saved yet");
    await comeBack(row);
  }
}

async function keep(row: MadePicture, signal: AbortSignal): Promise<void> {
  const connection = row.providerAccount === null ? null : await findConnection(row.providerAccount);
  const { resultUrl: url, teamId } = row;
  if (url === null) throw new Error("a picture that was made has no link");
  const owner = { teamId, assetId: row.id };
  const key = keyOf(owner, "original");
  const options = { trustedOrigins: connection ? [connection.baseUrl] : [], maxBytes: LARGEST_BYTES, signal };
  const { sizeBytes, sha256 } = await fetchResult(key, {
    open: (from) => openResult(url, { ...options, ...(from && { rangeStart: from.offset, ifRange: from.etag }) }),
    maxBytes: LARGEST_BYTES,
    contentType: "image/jpeg",
    signal,
  });
  const { format, width, height } = await getStorage().withLocalFile(key, probeImage);
  const mimeType = `image/${format}`;
  const thumbnail = await makeThumbnail(owner, "image");
  await withTransaction(async (tx) => {
    const madeAt = row.madeAt ?? (await databaseNow(tx));
    const moved = await move(tx, row.id, ["made"], { state: "ready", resultUrl: null, nextActionAt: null, errorCode: null });
    if (!moved) return;
    await tx.asset.create({
      data: {
        ...{ id: row.id, teamId, createdById: row.createdById, kind: "image", status: "ready", name: nameOf(row, format), mimeType },
        ...{ sizeBytes, sha256, sourceSha256: sha256, width, height },
        trustedUntil: new Date(madeAt.getTime() + TRUSTED_DAYS * DAY_MS),
      },
    });
    await tx.madePicture.update({ where: { id: row.id }, data: { assetId: row.id } });
    const original = { variant: "original" as const, key, mime: mimeType, bytes: BigInt(sizeBytes), sha256, width, height };
    await recordFile(tx, owner, { ...original, durationMs: null, facts: {}, isDerived: false });
    if (thumbnail) await recordFile(tx, owner, thumbnail);
  });
}

/** By the first words of what was asked for, as a file may be called. */
const nameOf = ({ prompt }: MadePicture, format: string): string => {
  const words = prompt.replaceAll(/[^\p{L}\p{N}]+/gu, " ").trim();
  return `${[...words].slice(0, 40).join("").trim() || "picture"}.${format === "jpeg" ? "jpg" : format}`;
};

async function comeBack(row: MadePicture): Promise<void> {
  await withTransaction(async (tx) => {
    const now = (await databaseNow(tx)).getTime();
    const isOver = now - (row.madeAt ?? row.createdAt).getTime() > GIVE_UP_AFTER_MS;
    const failures = row.failures + 1;
    const nextActionAt = new Date(now + backoffMs(failures, { firstMs: 5_000, maxMs: 10 * 60_000 }));
    await move(tx, row.id, ["made"], isOver ? { state: "failed", errorCode: "archive", nextActionAt: null } : { failures, nextActionAt });
  });
}
