import { stat } from "node:fs/promises";
import { createReadStream } from "node:fs";
import { makeThumbnail } from "@/lib/files/file-pictures";
import { assetKey, keyOf, UPLOAD_VARIANTS } from "@/lib/files/keys";
import { recordFile } from "@/lib/files/record-file";
import { extensionOf } from "@/lib/files/types";
import { db, type Tx, withTransaction } from "@/lib/platform/db/client";
import { type Asset, Prisma } from "@/lib/platform/db/generated/client";
import { publish } from "@/lib/platform/events/publish";
import { enqueue } from "@/lib/platform/jobs/queue";
import { logError } from "@/lib/platform/log";
import { hashFile } from "@/lib/platform/storage/hash-file";
import { getStorage } from "@/lib/platform/storage/storage";
import { roomForScratch, withScratch } from "@/lib/platform/with-scratch";
import { AppError } from "@/lib/shared/errors";
import { newId } from "@/lib/shared/ids";
import { cleanAssetName } from "../asset-name";
import { examineFile } from "../examine-file";
import { ASSET_LIMITS } from "../limits";
import { problemsOf } from "../prepare-file";
import { MEND_TIMEOUT_SECONDS, mendAssetJob } from "./jobs";
import { makeMend, MendError } from "./make-mend";
import { type How, howSchema } from "./schema";

/** A worker that was killed gives its work back after this. */
const LEASE_SECONDS = 30;
/** How often the row hears how far it is, and we hear whether it is still wanted. */
const BEAT_MS = 1_000;
/** A file that takes its worker down with it so often is not begun again. */
const MOST_ATTEMPTS = 3;

interface Claim {
  id: string;
  teamId: string;
  sourceId: string;
  createdById: string;
  leaseToken: string;
  how: Prisma.JsonValue;
  /** Which time this is, from 1; those that a worker gave back do not count. */
  attempts: number;
}

/**
 * Makes what a mend asks for. The new file lies in a folder of its own until it is whole, and file, asset and "ready" are one transaction:
 * whoever is cut short leaves nothing that could be taken for a file, and the next one begins anew.
 * @param signal the worker has to go: the row is given back at once
 */
export async function runMend(mendId: string, signal: AbortSignal, timeoutMs = MEND_TIMEOUT_SECONDS * 1000): Promise<void> {
  const claim = await claimMend(mendId);
  if (!claim) return;
  if (claim.attempts > MOST_ATTEMPTS) return fail(claim, new MendError("workerLost"));
  const unwanted = new AbortController();
  const late = AbortSignal.timeout(timeoutMs);
  const stops = AbortSignal.any([signal, unwanted.signal, late]);
  let progress = 0;
  const beat = setInterval(() => {
    renew(claim, progress).then(
      (isWanted) => isWanted || unwanted.abort(),
      (error: unknown) => logError(error, { assetId: mendId }, "a mend could not say how far it is"),
    );
  }, BEAT_MS);
  try {
    await withScratch("mend", async (folder) => {
      const how = howSchema.parse(claim.how);
      const source = await db.asset.findUniqueOrThrow({ where: { id: claim.sourceId } });
      if ((await roomForScratch(folder)) < 2 * ASSET_LIMITS.video.maxBytes + source.sizeBytes) throw new MendError("noRoom");
      const file = await getStorage().withLocalFile(assetKey(claim.teamId, source.id), (original) =>
        makeMend(original, how, { folder, signal: stops, onProgress: (percent) => void (progress = percent) }),
      );
      stops.throwIfAborted();
      await keep(claim, source, how, file);
    });
  } catch (error) {
    if (signal.aborted) await giveBack(claim);
    else if (unwanted.signal.aborted) await settle(db, claim, { status: "cancelled" });
    else await fail(claim, late.aborted ? new MendError("tooSlow", error) : error);
  } finally {
    clearInterval(beat);
  }
}

/** Whoever gets the row makes the file; nobody where it is over, or somebody else is at it. */
async function claimMend(id: string): Promise<Claim | null> {
  const [row] = await db.$queryRaw<Claim[]>`
    UPDATE asset_mends
    SET status = 'running', lease_token = ${newId()}::uuid, progress = 0, attempts = attempts + 1,
      next_action_at = now() + ${LEASE_SECONDS} * interval '1 second'
    WHERE id = ${id}::uuid AND (status = 'waiting' OR (status = 'running' AND next_action_at <= now()))
    RETURNING id, team_id AS "teamId", source_id AS "sourceId", created_by_id AS "createdById", lease_token AS "leaseToken", how, attempts`;
  return row ?? null;
}

/** @returns whether it is still ours and still wanted */
async function renew({ id, leaseToken }: Claim, progress: number): Promise<boolean> {
  const count = await db.$executeRaw`
    UPDATE asset_mends SET progress = ${progress}, next_action_at = now() + ${LEASE_SECONDS} * interval '1 second'
    WHERE id = ${id}::uuid AND lease_token = ${leaseToken}::uuid AND status = 'running'`;
  return count > 0;
}

/** The new file becomes an asset; the very same bytes that the team has already are that older one. */
async function keep(claim: Claim, source: Asset, how: How, file: string): Promise<void> {
  const examined = await examineFile(file);
  if (!examined.ok) throw new MendError("failed");
  const [problem = null] = await problemsOf(file, examined);
  const { teamId, id } = claim;
  const sha256 = (await hashFile(file))!.sha256;
  const twin = await db.asset.findFirst({
    where: { teamId, OR: [{ sha256 }, { sourceSha256: sha256 }], status: "ready", deletedAt: null },
  });
  if (twin) return void (await settle(db, claim, { status: "ready", progress: 100, resultId: twin.id }));
  const owner = { teamId, assetId: id };
  const key = keyOf(owner, "original");
  const { kind, mimeType, container, facts } = examined;
  const { framesPerSecond, ...measured } = facts;
  await getStorage().put(key, createReadStream(file), { contentType: mimeType });
  const thumbnail = await makeThumbnail(owner, kind, container).catch(() => null);
  const { size: sizeBytes } = await stat(file);
  const isKept = await withTransaction(async (tx) => {
    if (!(await settle(tx, claim, { status: "ready", progress: 100, resultId: id }))) return false;
    const made = { id, teamId, createdById: claim.createdById, fromAssetId: source.id, fromGenerationId: source.fromGenerationId };
    const told = { errorCode: problem?.code ?? null, errorValues: problem?.values ?? Prisma.DbNull };
    const name = nameOf(source.name, how, mimeType);
    const bytes = { sizeBytes, sha256, sourceSha256: sha256 };
    await tx.asset.create({
      data: { ...made, ...told, ...bytes, ...measured, name, kind, mimeType, status: "ready", framesPerSec: framesPerSecond },
    });
    const original = { variant: "original", key, mime: mimeType, bytes: BigInt(sizeBytes), sha256, isDerived: false } as const;
    await recordFile(tx, owner, { ...original, ...measured, facts: { framesPerSecond } });
    if (thumbnail) await recordFile(tx, owner, thumbnail);
    return true;
  });
  if (isKept) return;
  // Cancelled in the last moment: nobody knows of these bytes. Where the lease was lost they may be those of whoever took over, who
  // writes to the same place.
  const row = await db.assetMend.findUnique({ where: { id }, select: { status: true } });
  if (row && row.status !== "cancelled" && row.status !== "failed") return;
  for (const variant of UPLOAD_VARIANTS) await getStorage().delete(keyOf(owner, variant));
}

/** Called as what it was made of, with what tells two apart and the ending that its bytes have. */
function nameOf(name: string, how: How, mimeType: string): string {
  const stem = name.replace(/\.[A-Za-z0-9]{1,8}$/, "");
  return cleanAssetName(`${stem}${how.kind === "frame" ? `-${how.part}` : ""}.${extensionOf(mimeType)}`);
}

async function settle(tx: Tx | typeof db, claim: Claim, data: Prisma.AssetMendUpdateManyMutationInput): Promise<boolean> {
  const { count } = await tx.assetMend.updateMany({
    where: { id: claim.id, leaseToken: claim.leaseToken, status: "running" },
    data: { finishedAt: new Date(), nextActionAt: null, leaseToken: null, ...data },
  });
  if (count > 0) await publish(tx, { teamId: claim.teamId, kind: "asset", id: claim.sourceId });
  return count > 0;
}

async function fail(claim: Claim, error: unknown): Promise<void> {
  logError(error, { assetId: claim.id }, "a file could not be mended");
  const code = error instanceof MendError ? error.code : error instanceof AppError && error.code === "storage-full" ? "noRoom" : "failed";
  await settle(db, claim, { status: "failed", errorCode: code });
}

/** Nothing went wrong with it: the next worker takes it at once. */
async function giveBack(claim: Claim): Promise<void> {
  await settle(db, claim, { status: "waiting", progress: 0, attempts: { decrement: 1 }, nextActionAt: new Date(), finishedAt: null });
}

/** Rings for what is due: rows whose worker has gone, and those whose job was lost; forgets what has been over for a day. @returns how many rang */
export async function sweepMends(): Promise<number> {
  const due = await db.$queryRaw<{ id: string }[]>`
    SELECT id FROM asset_mends WHERE next_action_at <= now() ORDER BY next_action_at LIMIT 50`;
  for (const { id } of due) await enqueue(mendAssetJob, { mendId: id }, { key: id });
  return due.length;
}

/** What is over says nothing to anybody a day later: what came of it is an asset of its own. @returns how many went */
export const forgetMends = (): Promise<number> =>
  db.$executeRaw`DELETE FROM asset_mends WHERE next_action_at IS NULL AND finished_at < now() - interval '1 day'`;
