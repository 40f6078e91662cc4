import { setTimeout as wait } from "node:timers/promises";
import { db, withTransaction } from "@/lib/platform/db/client";
import type { Asset } from "@/lib/platform/db/generated/client";
import { singleton } from "@/lib/platform/singleton";
import { AppError } from "@/lib/shared/errors";
import { newId } from "@/lib/shared/ids";
import { fileRefusal } from "./refuse-file";

/** Uploads of one person that are received at once, in all processes; the next one waits a while for its turn. */
const AT_ONCE = 2;
const PATIENCE_MS = 30_000;
const LOOK_AGAIN_MS = 250;
/** Renewed while bytes come and while they are looked at; a process that was killed gives the row back after this. */
const LEASE_SECONDS = 15;
const RENEW_MS = 5_000;

type Claimed = Pick<Asset, "id" | "createdById">;

/** Nothing more is received for this row: it is ready, refused, or was the same as another. */
export class UploadEnded extends Error {
  constructor() {
    super("the upload has ended");
    this.name = "UploadEnded";
  }
}

/** A row that this piece of work alone may receive bytes for. */
export interface Claim {
  /** To be called before each write: holds on to the row. @throws AppError conflict when it was lost meanwhile */
  keep(): Promise<void>;
  release(): Promise<void>;
}

/** How the present holder of a row in this process is told that somebody else wants it. */
const wanted = singleton("upload-holders", () => new Map<string, () => void>());
const claims = singleton("upload-claims", () => new Map<string, Claim>());

/** The claim of this process on a row, while it receives it. */
export const presentClaim = (assetId: string): Claim | undefined => claims.get().get(assetId);

interface ClaimOptions {
  signal?: AbortSignal;
  /** Somebody else waits for the row; who holds it by a line that is dead lets go. */
  onWanted?: () => unknown;
}

/**
 * Waits until this work alone may receive the upload: two at once for one row would write over each other.
 * @throws UploadEnded; AppError conflict when another one keeps it; the refusal tooManyUploads when this person's others do not end
 */
export async function claimUpload({ id, createdById }: Claimed, { signal, onWanted }: ClaimOptions = {}): Promise<Claim> {
  const token = newId();
  const deadline = performance.now() + PATIENCE_MS;
  for (;;) {
    const outcome = await tryToClaim({ id, createdById }, token);
    if (outcome === "ours") break;
    if (outcome === "ended") throw new UploadEnded();
    if (outcome === "taken") wanted.get().get(id)?.();
    if (performance.now() > deadline)
      throw outcome === "taken" ? new AppError("conflict") : fileRefusal({ code: "tooManyUploads", values: { limit: AT_ONCE } });
    await wait(LOOK_AGAIN_MS, undefined, signal ? { signal } : {});
  }
  let renewedAt = performance.now();
  const claim: Claim = {
    async keep() {
      const now = performance.now();
      if (now - renewedAt < RENEW_MS) return;
      if ((await renew(id, token)) === 0) throw new AppError("conflict");
      renewedAt = now;
    },
    async release() {
      wanted.get().delete(id);
      claims.get().delete(id);
      await db.asset.updateMany({ where: { id, leaseToken: token }, data: { leaseToken: null, leaseUntil: null } });
    },
  };
  claims.get().set(id, claim);
  if (onWanted) wanted.get().set(id, () => void onWanted());
  return claim;
}

/** Does `work` while this process alone has the upload, however long it takes. @throws as claimUpload */
export async function withClaim<T>(asset: Claimed, work: () => Promise<T>): Promise<T> {
  const claim = await claimUpload(asset);
  const renewing = setInterval(() => void claim.keep().catch(() => undefined), RENEW_MS);
  try {
    return await work();
  } finally {
    clearInterval(renewing);
    await claim.release();
  }
}

const tryToClaim = ({ id, createdById }: Claimed, token: string): Promise<"ours" | "taken" | "busy" | "ended"> =>
  withTransaction(async (tx) => {
    await tx.$executeRaw`SELECT pg_advisory_xact_lock(hashtext('dailies.receiving.' || ${createdById}))`;
    const [others] = await tx.$queryRaw<[{ count: bigint }]>`
      SELECT count(*) FROM assets WHERE created_by_id = ${createdById}::uuid AND status = 'uploading' AND lease_until > now() AND id <> ${id}::uuid`;
    if (others.count >= AT_ONCE) return "busy";
    const count = await tx.$executeRaw`
      UPDATE assets SET lease_token = ${token}::uuid, lease_until = now() + ${LEASE_SECONDS} * interval '1 second'
      WHERE id = ${id}::uuid AND status = 'uploading' AND deleted_at IS NULL AND (lease_until IS NULL OR lease_until < now())`;
    if (count > 0) return "ours";
    const row = await tx.asset.findFirst({ where: { id, status: "uploading", deletedAt: null }, select: { id: true } });
    return row ? "taken" : "ended";
  });

const renew = (id: string, token: string): Promise<number> =>
  db.$executeRaw`
    UPDATE assets SET lease_until = now() + ${LEASE_SECONDS} * interval '1 second' WHERE id = ${id}::uuid AND lease_token = ${token}::uuid`;
