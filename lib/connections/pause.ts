import type { Db } from "@/lib/platform/db/client";

/** Nobody sends a create to this account before then: the provider said "too fast". Never shortens a longer pause. */
export async function pauseAccount(db: Db, account: string, forMs: number, reason: string): Promise<void> {
  await db.$executeRaw`
    INSERT INTO provider_accounts (account, paused_until, pause_reason, updated_at)
    VALUES (${account}, now() + ${forMs} * interval '1 millisecond', ${reason}, now())
    ON CONFLICT (account) DO UPDATE
      SET paused_until = greatest(coalesce(provider_accounts.paused_until, now()), excluded.paused_until),
          pause_reason = excluded.pause_reason, updated_at = now()`;
}

/** Milliseconds until the account may be sent to again; 0 when it may be now. */
export async function pauseLeftMs(db: Db, account: string): Promise<number> {
  const [row] = await db.$queryRaw<{ left: number }[]>`
    SELECT greatest(0, extract(epoch FROM paused_until - now()) * 1000)::float8 AS left
    FROM provider_accounts WHERE account = ${account} AND paused_until IS NOT NULL`;
  return Math.ceil(row?.left ?? 0);
}
