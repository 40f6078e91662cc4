import { setTimeout as wait } from "node:timers/promises";
import { db, withTransaction } from "@/lib/platform/db/client";
import type { Asset } from "@/lib/platform/db/generated/client";
import { AppError } from "@/lib/shared/errors";
import { newId } from "@/lib/shared/ids";
import { fileRefusal } from "./refuse-file";

/** Uploads of one person that are received at once, in all processes; the next one waits a while for its turn. */
const AT_ONCE = 2;
const PATIENCE_MS = 30_000;
const LOOK_AGAIN_MS = 250;
/** Renewed while bytes flow; a process that was killed gives the row back after this. */
const LEASE_SECONDS = 60;
const RENEW_MS = 20_000;

/**
 * Does `work` while this process alone receives the upload: two at once for one row would write over each other.
 * @throws AppError conflict when another one has it; the refusal tooManyUploads when this person's others do not end
 */
export async function withClaim<T>(
  asset: Pick<Asset, "id" | "createdById">,
  signal: AbortSignal | undefined,
  work: () => Promise<T>,
): Promise<T> {
  const token = newId();
  const deadline = performance.now() + PATIENCE_MS;
  for (;;) {
    const outcome = await claim(asset, token);
    if (outcome === "ours") break;
    if (outcome === "taken") throw new AppError("conflict");
    if (performance.now() > deadline) throw fileRefusal({ code: "tooManyUploads", values: { limit: AT_ONCE } });
    await wait(LOOK_AGAIN_MS, undefined, signal ? { signal } : {});
  }
  const renewing = setInterval(() => void renew(asset.id, token).catch(() => undefined), RENEW_MS);
  try {
    return await work();
  } finally {
    clearInterval(renewing);
    await db.asset.updateMany({ where: { id: asset.id, leaseToken: token }, data: { leaseToken: null, leaseUntil: null } });
  }
}

const claim = ({ id, createdById }: Pick<Asset, "id" | "createdById">, token: string): Promise<"ours" | "taken" | "busy"> =>
  withTransaction(async (tx) => {
    await tx.$executeRaw`SELECT pg_advisory_xact_lock(hashtext('dailies.receiving.' || ${createdById}))`;
    const [others] = await tx.$queryRaw<[{ count: bigint }]>`
      SELECT count(*) FROM assets WHERE created_by_id = ${createdById}::uuid AND status = 'uploading' AND lease_until > now() AND id <> ${id}::uuid`;
    if (others.count >= AT_ONCE) return "busy";
    const count = await tx.$executeRaw`
      UPDATE assets SET lease_token = ${token}::uuid, lease_until = now() + ${LEASE_SECONDS} * interval '1 second'
      WHERE id = ${id}::uuid AND status = 'uploading' AND (lease_until IS NULL OR lease_until < now())`;
    return count > 0 ? "ours" : "taken";
  });

const renew = (id: string, token: string): Promise<number> =>
  db.$executeRaw`
    UPDATE assets SET lease_until = now() + ${LEASE_SECONDS} * interval '1 second' WHERE id = ${id}::uuid AND lease_token = ${token}::uuid`;
