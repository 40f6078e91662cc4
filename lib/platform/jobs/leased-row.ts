import { db } from "@/lib/platform/db/client";
import { Prisma } from "@/lib/platform/db/generated/client";
import { type LogFields, logError } from "@/lib/platform/log";
import { newId } from "@/lib/shared/ids";

/** A worker that was killed gives its row back after this. */
const LEASE_SECONDS = 30;
/** How often the row hears how far it is, and we hear whether it is still wanted. */
const BEAT_MS = 1_000;
/** What takes its worker down with it so often is not begun again: it would stand before everybody else's for ever. */
export const MOST_ATTEMPTS = 3;

/** The hold of a worker on a row of `status`, `lease_token`, `attempts` and `next_action_at`: what it makes of it is its own alone. */
export interface LeasedRow {
  id: string;
  leaseToken: string;
  /** Which time this is, from 1; those that a worker gave back do not count. */
  attempts: number;
}

const held = Prisma.sql`next_action_at = now() + ${LEASE_SECONDS} * interval '1 second'`;

/** What is written to such a row, and asked of it. */
export const lease = {
  /** Whoever gets the row writes this, where `isFree`: it is not over, and nobody else is at it. */
  take: (): Prisma.Sql => Prisma.sql`status = 'running', lease_token = ${newId()}::uuid, attempts = attempts + 1, ${held}`,
  isFree: Prisma.sql`(status = 'waiting' OR (status = 'running' AND next_action_at <= now()))`,
  /** To be written again and again, where it still `isOurs`. @param row the table, or what the statement calls it */
  hold: held,
  isOurs: ({ id, leaseToken }: LeasedRow, row: string): Prisma.Sql => {
    const table = Prisma.raw(row);
    return Prisma.sql`${table}.id = ${id}::uuid AND ${table}.lease_token = ${leaseToken}::uuid AND ${table}.status = 'running'`;
  },
  /** Beside how it ended. */
  end: () => ({ finishedAt: new Date(), nextActionAt: null, leaseToken: null }),
  /** Nothing went wrong with it: the next worker takes it at once. */
  giveBack: () =>
    ({ status: "waiting", attempts: { decrement: 1 }, nextActionAt: new Date(), finishedAt: null, leaseToken: null }) as const,
};

interface LeasedWork {
  /** The worker has to go. */
  signal: AbortSignal;
  /** What is not done by then has failed: another time it would not be quicker. */
  timeoutMs: number;
  /** The row, for the log. */
  about: LogFields;
  /** Tells the row how far it is. @returns whether it is still ours and still wanted */
  renew: () => Promise<boolean>;
  work: (stops: AbortSignal) => Promise<void>;
  /** One of these is called where the work broke off: the worker goes, nobody wants it any more, or it failed. */
  giveBack: () => Promise<unknown>;
  drop: () => Promise<unknown>;
  /** @param isLate its time was over */
  fail: (error: unknown, isLate: boolean) => Promise<unknown>;
}

/** Works on a row for as long as it is held and wanted. */
export async function workOnRow({ signal, timeoutMs, about, renew, work, giveBack, drop, fail }: LeasedWork): Promise<void> {
  const unwanted = new AbortController();
  const late = AbortSignal.timeout(timeoutMs);
  const beat = setInterval(() => {
    renew().then(
      (isWanted) => isWanted || unwanted.abort(),
      (error: unknown) => logError(error, about, "what is being made could not say how far it is"),
    );
  }, BEAT_MS);
  try {
    await work(AbortSignal.any([signal, unwanted.signal, late]));
  } catch (error) {
    if (signal.aborted) await giveBack();
    else if (unwanted.signal.aborted) await drop();
    else await fail(error, late.aborted);
  } finally {
    clearInterval(beat);
  }
}

/** Rings for what is due in a table: rows whose worker has gone, and those whose job was lost. @returns how many */
export async function ringForRows(table: string, ring: (id: string) => Promise<unknown>): Promise<number> {
  const due = await db.$queryRaw<{ id: string }[]>`
    SELECT id FROM ${Prisma.raw(table)} WHERE next_action_at <= now() ORDER BY next_action_at LIMIT 50`;
  for (const { id } of due) await ring(id);
  return due.length;
}
