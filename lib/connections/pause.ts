import { type Db, db } from "@/lib/platform/db/client";
import { Prisma } from "@/lib/platform/db/generated/client";
import { ACCOUNT_FAILURES, type AccountFailure, accountFailureOf } from "@/lib/providers/types";

/**
 * How long after such an answer one generation may find out whether it still holds. A key does not mend by itself;
 * a balance was seen to dip and to return, because relays reserve an estimate and settle it later.
 */
const PROBE_AFTER_MS: Record<AccountFailure, number> = {
  key: 10 * 60_000,
  keyExpired: 10 * 60_000,
  keyLimit: 10 * 60_000,
  balance: 5 * 60_000,
  quota: 5 * 60_000,
  spendingLimit: 10 * 60_000,
  operatorOverdue: 10 * 60_000,
};

/** The first time it may mean "asked too often" (PowerTokens gives one example for both), or be one of those dips. */
const FIRST_PROBE_AFTER_MS: Partial<Record<AccountFailure, number>> = { balance: 60_000 };

const IS_REFUSED = Prisma.sql`pause_reason IN (${Prisma.join([...ACCOUNT_FAILURES])})`;

/**
 * Nobody sends a create to this account before then: the provider said "too fast". Never shortens a longer pause,
 * and never hides that the account itself was refused.
 */
export async function pauseAccount(db: Db, account: string, forMs: number, reason: string): Promise<void> {
  await db.$executeRaw`
    INSERT INTO provider_accounts AS a (account, paused_until, pause_reason, updated_at)
    VALUES (${account}, now() + ${forMs} * interval '1 millisecond', ${reason}, now())
    ON CONFLICT (account) DO UPDATE
      SET paused_until = greatest(coalesce(a.paused_until, now()), excluded.paused_until),
          pause_reason = CASE WHEN a.paused_until > now() AND a.${IS_REFUSED} THEN a.pause_reason ELSE excluded.pause_reason END,
          updated_at = now()`;
}

/**
 * The provider turned the account away, and not one request: its key, its credit, a limit of its own. Everything
 * stays in line, and now and then one generation finds out whether that still holds.
 * @returns how long until then, in milliseconds
 */
export async function refuseAccount(db: Db, account: string, reason: AccountFailure): Promise<number> {
  const known = await findPause(db, account);
  const forMs = (known?.refusal ? undefined : FIRST_PROBE_AFTER_MS[reason]) ?? PROBE_AFTER_MS[reason];
  await db.$executeRaw`
    INSERT INTO provider_accounts (account, paused_until, pause_reason, updated_at)
    VALUES (${account}, now() + ${forMs} * interval '1 millisecond', ${reason}, now())
    ON CONFLICT (account) DO UPDATE SET paused_until = excluded.paused_until, pause_reason = excluded.pause_reason, updated_at = now()`;
  return forMs;
}

export interface AccountPause {
  /** Why, when it is the account that was refused; null: it was only asked to slow down. */
  refusal: AccountFailure | null;
  /** Milliseconds until somebody may try again; 0 when somebody may now. */
  leftMs: number;
}

/** What keeps an account from being sent to, or null. A refusal stays until something went through. */
export async function findPause(db: Db, account: string): Promise<AccountPause | null> {
  const [row] = await db.$queryRaw<{ reason: string | null; left: number }[]>`
    SELECT pause_reason AS reason, greatest(0, extract(epoch FROM paused_until - now()) * 1000)::float8 AS left
    FROM provider_accounts WHERE account = ${account} AND paused_until IS NOT NULL`;
  if (!row) return null;
  const pause = { refusal: accountFailureOf(row.reason), leftMs: Math.ceil(row.left) };
  return pause.refusal === null && pause.leftMs === 0 ? null : pause;
}

/** Asks to be the one that tries an account that was refused. Always granted where none was. */
export async function takeProbe(db: Db, account: string): Promise<boolean> {
  const pause = await findPause(db, account);
  if (!pause?.refusal) return true;
  const count = await db.$executeRaw`
    UPDATE provider_accounts SET paused_until = now() + ${PROBE_AFTER_MS[pause.refusal]} * interval '1 millisecond', updated_at = now()
    WHERE account = ${account} AND ${IS_REFUSED} AND paused_until <= now()`;
  return count > 0;
}

/**
 * The account is as it should be, or somebody says so. What waited for that is woken by whoever looks after the line
 * (`wakeRefused` in lib/generations/sending/wake.ts).
 * @param reasons only when it was refused for one of these
 * @returns whether it was refused until now
 */
export async function liftRefusal(account: string, reasons: readonly AccountFailure[] = ACCOUNT_FAILURES): Promise<boolean> {
  const lifted = await db.$executeRaw`
    UPDATE provider_accounts SET paused_until = NULL, pause_reason = NULL, updated_at = now()
    WHERE account = ${account} AND pause_reason IN (${Prisma.join([...reasons])})`;
  return lifted > 0;
}
