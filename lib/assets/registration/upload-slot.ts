import { db } from "@/lib/platform/db/client";

/** Between two uploads of an account. Some are told "too fast" with no burst at all. */
const SPACING_MS = 1_000;
/** Three a minute is the least that accounts report; so they are spaced for a while after the library said "too fast". */
const SLOW_SPACING_MS = 20_000;
const SLOW_FOR_MS = 10 * 60_000;
/** Who waits asks again about so often: the upload before it may be done long before its time is up. */
const ASK_AGAIN_MS = 2_000;

/** A file travels over whatever line the studio has; a worker that died in the middle keeps the others waiting no longer. */
const leaseMs = (bytes: number): number => 30_000 + Math.min(270_000, Math.ceil(bytes / 50));

/**
 * Asks to be the one that uploads to this account now: one at a time, with some time between them.
 * @returns 0 when it may, else the milliseconds after which it should ask again
 */
export async function takeUploadSlot({ id, providerAccount }: { id: string; providerAccount: string }, bytes: number): Promise<number> {
  const taken = await db.$executeRaw`
    INSERT INTO provider_accounts AS a (account, next_upload_at, updated_at)
    VALUES (${providerAccount}, now() + ${leaseMs(bytes)} * interval '1 millisecond', now())
    ON CONFLICT (account) DO UPDATE SET next_upload_at = excluded.next_upload_at, updated_at = now()
      WHERE a.next_upload_at IS NULL OR a.next_upload_at <= now()`;
  if (taken > 0) return 0;
  const [line] = await db.$queryRaw<{ left: number; ahead: number }[]>`
    SELECT greatest(0, extract(epoch FROM next_upload_at - now()) * 1000)::float8 AS left,
           (SELECT count(*) FROM asset_registrations
            WHERE provider_account = ${providerAccount} AND status = 'waiting' AND id < ${id}::uuid)::int AS ahead
    FROM provider_accounts WHERE account = ${providerAccount}`;
  return Math.min(line?.left ?? 0, ASK_AGAIN_MS) + (line?.ahead ?? 0) * SPACING_MS + 100;
}

/** The upload is over, however it went. @param tooFast what the library said of the pace; null: nothing */
export async function releaseUploadSlot(account: string, tooFast: { retryAfterMs: number | null } | null): Promise<void> {
  const waitMs = tooFast?.retryAfterMs ?? 0;
  await db.$executeRaw`
    UPDATE provider_accounts SET
      slow_uploads_until = CASE WHEN ${tooFast !== null} THEN now() + ${SLOW_FOR_MS} * interval '1 millisecond' ELSE slow_uploads_until END,
      next_upload_at = now() + interval '1 millisecond' * greatest(${waitMs}::int,
        CASE WHEN ${tooFast !== null} OR slow_uploads_until > now() THEN ${SLOW_SPACING_MS}::int ELSE ${SPACING_MS}::int END),
      updated_at = now()
    WHERE account = ${account}`;
}
