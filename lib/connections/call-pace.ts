import type { Db } from "@/lib/platform/db/client";

/**
 * One token bucket per provider key, in Postgres, shared by all processes. Reported limits start at 180
 * calls a minute; two a second with bursts of 20 stay below, and creates and reconciliation, which take
 * from the reserve, are never starved by polling.
 */
export const CALL_PACE = { perSecond: 2, burst: 20, reserve: 6 } as const;

/** Takes one call from the account's bucket. @returns false when the caller should come back later. */
export async function takeCall(db: Db, account: string, purpose: "poll" | "create"): Promise<boolean> {
  const floor = purpose === "poll" ? CALL_PACE.reserve : 0;
  const rows = await db.$queryRaw<{ account: string }[]>`
    INSERT INTO provider_accounts AS a (account, tokens, refilled_at, updated_at)
    VALUES (${account}, ${CALL_PACE.burst - 1}, now(), now())
    ON CONFLICT (account) DO UPDATE
      SET tokens = least(${CALL_PACE.burst}::float8, a.tokens + greatest(0, extract(epoch FROM now() - a.refilled_at)) * ${CALL_PACE.perSecond}) - 1,
          refilled_at = now(), updated_at = now()
      WHERE least(${CALL_PACE.burst}::float8, a.tokens + greatest(0, extract(epoch FROM now() - a.refilled_at)) * ${CALL_PACE.perSecond}) >= ${floor + 1}
    RETURNING account`;
  return rows.length > 0;
}
