import type { Actor } from "@/lib/access/callers/actor";
import type { AssetKind } from "@/lib/models/catalog";
import { db, withTransaction } from "@/lib/platform/db/client";
import { publish } from "@/lib/platform/events/publish";
import { enqueue } from "@/lib/platform/jobs/queue";
import { AppError } from "@/lib/shared/errors";
import type { IdInput } from "@/lib/shared/inputs";
import { ASSET_LIMITS } from "../limits";
import { refuseFullStorage, refuseOverQuota } from "../request-upload";
import { USABLE } from "../usable";
import { toAssetView } from "../view";
import { mendAssetJob } from "./jobs";
import { howSchema, type How, type MendInput, type MendsOfInput } from "./schema";
import { MEND_FAILURES, type MendView } from "./view";

/** Of a team, that are not over. */
const MOST_OPEN = 30;
/** The newest of one file that are told. */
const MOST_TOLD = 5;

/** What each way can be done to. */
const KINDS: Record<How["kind"], readonly AssetKind[]> = {
  fit: ["image", "video", "audio"],
  trim: ["video", "audio"],
  crop: ["image"],
  level: ["audio"],
  frame: ["video"],
  sound: ["video"],
};

/** What kind of file comes of it. */
export const kindMade = (how: How, of: AssetKind): AssetKind => (how.kind === "frame" ? "image" : how.kind === "sound" ? "audio" : of);

/**
 * Asks for a new file that is made of one that the team has, which stays as it is. Asked for twice under one id it is made once.
 * @throws AppError not-found, bad-input for what cannot be done to such a file, idempotency-mismatch, too-many-requests, storage-full
 */
export async function requestMend(actor: Actor, { id, asId, how }: MendInput): Promise<MendView> {
  const { teamId, userId } = actor;
  const source = await db.asset.findFirst({ where: { id, teamId, status: "ready", ...USABLE } });
  if (!source) throw new AppError("not-found");
  if (!isPossible(how, source)) throw new AppError("bad-input");
  const { maxBytes } = ASSET_LIMITS[kindMade(how, source.kind)];
  await refuseFullStorage(maxBytes);
  return withTransaction(async (tx) => {
    await tx.$executeRaw`SELECT pg_advisory_xact_lock(hashtext('dailies.uploads.' || ${teamId}))`;
    const known = await tx.assetMend.findUnique({ where: { id: asId } });
    if (known?.teamId === teamId && known.sourceId === id) return viewOf(known);
    if (known || (await tx.asset.count({ where: { id: asId } })) > 0) throw new AppError("idempotency-mismatch");
    if ((await tx.assetMend.count({ where: { teamId, nextActionAt: { not: null } } })) >= MOST_OPEN)
      throw new AppError("too-many-requests");
    await refuseOverQuota(tx, actor, maxBytes);
    const row = { id: asId, teamId, sourceId: id, createdById: userId, status: "waiting", how, nextActionAt: new Date() } as const;
    const made = await tx.assetMend.create({ data: row });
    await publish(tx, { teamId, kind: "asset", id });
    await enqueue(mendAssetJob, { mendId: asId }, { tx, key: asId });
    return viewOf(made);
  });
}

function isPossible(how: How, { kind, durationMs }: { kind: AssetKind; durationMs: number | null }): boolean {
  if (!KINDS[how.kind].includes(kind)) return false;
  if (how.kind === "crop") return how.width > 0 && how.height > 0 && how.left < 1 && how.top < 1;
  const limits = ASSET_LIMITS.video.seconds;
  const lengthMs = how.kind === "trim" ? Math.min(how.endMs, durationMs ?? Infinity) - how.startMs : (durationMs ?? 0);
  if (how.kind === "trim") return lengthMs >= limits.min * 1000 && lengthMs <= limits.max * 1000;
  // Which part of a long one is meant has to be said.
  return (how.kind !== "fit" && how.kind !== "level") || lengthMs <= limits.max * 1000;
}

/** Stops one; whoever makes it notices within a second. One that is over stays what it is. @throws AppError not-found */
export async function cancelMend({ teamId }: Actor, { id }: IdInput): Promise<{ cancelled: boolean }> {
  return withTransaction(async (tx) => {
    const row = await tx.assetMend.findFirst({ where: { id, teamId } });
    if (!row) throw new AppError("not-found");
    const { count } = await tx.assetMend.updateMany({
      where: { id, status: { in: ["waiting", "running"] } },
      data: { status: "cancelled", nextActionAt: null, leaseToken: null, finishedAt: new Date() },
    });
    await publish(tx, { teamId, kind: "asset", id: row.sourceId });
    return { cancelled: count > 0 };
  });
}

/** What is, or was, made of a file, the newest first. @throws AppError not-found for a file that the team does not have */
export async function listMends({ teamId }: Actor, { of }: MendsOfInput): Promise<MendView[]> {
  const source = await db.asset.findFirst({
    where: { id: of, teamId, ...USABLE },
    select: { mends: { orderBy: { createdAt: "desc" }, take: MOST_TOLD } },
  });
  if (!source) throw new AppError("not-found");
  const made = await db.asset.findMany({ where: { teamId, id: { in: source.mends.flatMap(({ resultId }) => resultId ?? []) } } });
  return source.mends.map((row) => {
    const asset = made.find(({ id }) => id === row.resultId);
    return { ...viewOf(row), asset: asset ? toAssetView(asset) : null };
  });
}

type MendRow = Awaited<ReturnType<typeof db.assetMend.findMany>>[number];

const viewOf = ({ id, sourceId, status, how, progress, errorCode }: MendRow): MendView => ({
  ...{ id, sourceId, status, progress, kind: howSchema.parse(how).kind, asset: null },
  failure: status === "failed" ? (MEND_FAILURES.find((code) => code === errorCode) ?? "failed") : null,
});
