import { stat } from "node:fs/promises";
import { createReadStream } from "node:fs";
import { makeThumbnail } from "@/lib/files/file-pictures";
import { assetKey, keyOf, UPLOAD_VARIANTS } from "@/lib/files/keys";
import { recordFile } from "@/lib/files/record-file";
import { extensionOf } from "@/lib/files/types";
import { db, type Tx, withTransaction } from "@/lib/platform/db/client";
import { type Asset, Prisma } from "@/lib/platform/db/generated/client";
import { publish } from "@/lib/platform/events/publish";
import { lease, type LeasedRow, MOST_ATTEMPTS, ringForRows, workOnRow } from "@/lib/platform/jobs/leased-row";
import { enqueue } from "@/lib/platform/jobs/queue";
import { logError } from "@/lib/platform/log";
import { hashFile } from "@/lib/platform/storage/hash-file";
import { getStorage } from "@/lib/platform/storage/storage";
import { roomForScratch, withScratch } from "@/lib/platform/with-scratch";
import { AppError } from "@/lib/shared/errors";
import { cleanAssetName } from "../asset-name";
import { examineFile } from "../examine-file";
import { ASSET_LIMITS } from "../limits";
import { problemsOf } from "../prepare-file";
import { MEND_TIMEOUT_SECONDS, mendAssetJob } from "./jobs";
import { makeMend, MendError } from "./make-mend";
import { type How, howSchema } from "./schema";

interface Claim extends LeasedRow {
  teamId: string;
  sourceId: string;
  createdById: string;
  how: Prisma.JsonValue;
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
  let progress = 0;
  await workOnRow({
    signal,
    timeoutMs,
    about: { assetId: mendId },
    renew: () => renew(claim, progress),
    giveBack: () => settle(db, claim, { ...lease.giveBack(), progress: 0 }),
    drop: () => settle(db, claim, { status: "cancelled" }),
    fail: (error, isLate) => fail(claim, isLate ? new MendError("tooSlow", error) : error),
    work: (stops) =>
      withScratch("mend", async (folder) => {
        const how = howSchema.parse(claim.how);
        const source = await db.asset.findUniqueOrThrow({ where: { id: claim.sourceId } });
        if ((await roomForScratch(folder)) < 2 * ASSET_LIMITS.video.maxBytes + source.sizeBytes) throw new MendError("noRoom");
        const file = await getStorage().withLocalFile(assetKey(claim.teamId, source.id), (original) =>
          makeMend(original, how, { folder, signal: stops, onProgress: (percent) => void (progress = percent) }),
        );
        stops.throwIfAborted();
        await keep(claim, source, how, file);
      }),
  });
}

/** Whoever gets the row makes the file; nobody where it is over, or somebody else is at it. */
async function claimMend(id: string): Promise<Claim | null> {
  const [row] = await db.$queryRaw<Claim[]>`
    UPDATE asset_mends SET ${lease.take()}, progress = 0 WHERE id = ${id}::uuid AND ${lease.isFree}
    RETURNING id, team_id AS "teamId", source_id AS "sourceId", created_by_id AS "createdById", lease_token AS "leaseToken", how, attempts`;
  return row ?? null;
}

/** @returns whether it is still ours and still wanted */
async function renew(claim: Claim, progress: number): Promise<boolean> {
  const count =
    await db.$executeRaw`UPDATE asset_mends SET progress = ${progress}, ${lease.hold} WHERE ${lease.isOurs(claim, "asset_mends")}`;
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
    data: { ...lease.end(), ...data },
  });
  if (count > 0) await publish(tx, { teamId: claim.teamId, kind: "asset", id: claim.sourceId });
  return count > 0;
}

async function fail(claim: Claim, error: unknown): Promise<void> {
  logError(error, { assetId: claim.id }, "a file could not be mended");
  const code = error instanceof MendError ? error.code : error instanceof AppError && error.code === "storage-full" ? "noRoom" : "failed";
  await settle(db, claim, { status: "failed", errorCode: code });
}

/** @returns how many rang */
export const sweepMends = (): Promise<number> => ringForRows("asset_mends", (id) => enqueue(mendAssetJob, { mendId: id }, { key: id }));

/** What is over says nothing to anybody a day later: what came of it is an asset of its own. @returns how many went */
export const forgetMends = (): Promise<number> =>
  db.$executeRaw`DELETE FROM asset_mends WHERE next_action_at IS NULL AND finished_at < now() - interval '1 day'`;
