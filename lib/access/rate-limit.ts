import { setTimeout as sleep } from "node:timers/promises";
import { db, withTransaction } from "@/lib/platform/db/client";
import { AppError } from "@/lib/shared/errors";
import { hashSecret } from "@/lib/shared/secrets";
import { inTurn } from "@/lib/shared/in-turn";

const MINUTE_MS = 60_000;

/** One line of guesses. The first few failures cost nothing; each one after that doubles the pause before the next guess. */
interface Line {
  freeFailures: number;
  firstPauseMs: number;
  maxPauseMs: number;
  windowMs: number;
}

/** One account from one network: enough for the worst morning, and then at most one guess in 25 s. */
const OF_ACCOUNT: Line = { freeFailures: 4, firstPauseMs: 1000, maxPauseMs: 25_000, windowMs: 15 * MINUTE_MS };
/** One network over all accounts: an office behind one address stays below it. */
const OF_NETWORK: Line = { freeFailures: 30, firstPauseMs: 250, maxPauseMs: 2000, windowMs: 60 * MINUTE_MS };

/** One account from anywhere, by somebody who has its password already: a code of six digits is soon guessed from a thousand networks. */
const OF_HOLDER: Line = { freeFailures: 10, firstPauseMs: 1000, maxPauseMs: 25_000, windowMs: 60 * MINUTE_MS };

/** One mailbox from anywhere: a stranger can have a few mails sent to it in an hour, and no more. */
const OF_MAILBOX: Line = { freeFailures: 3, firstPauseMs: 20 * MINUTE_MS, maxPauseMs: 20 * MINUTE_MS, windowMs: 60 * MINUTE_MS };

/** What has one line for all networks as well. */
const FROM_ANYWHERE: Partial<Record<Scope, Line>> = { code: OF_HOLDER, forgotten: OF_MAILBOX };

/** Whoever would have to wait longer is told to come back; a proxy would give up on the answer soon after. */
const LONGEST_WAIT_MS = 30_000;

/** The secret that each form asks for, under which a refusal is shown. */
const FIELD_OF = {
  ...{ "sign-in": "password", setup: "setupCode", password: "password", share: "passphrase", link: "token" },
  ...{ code: "code", passkey: "passkey", forgotten: "email" },
} as const;
type Scope = keyof typeof FIELD_OF;

interface Attempt {
  /** The secret was right: what was counted against this account and network is forgotten. */
  succeed(): Promise<void>;
}

/**
 * Lets guesses at a secret through one at a time, with a pause between them that grows with every failure. A hundred
 * at once get a hundred places in the line, of which those beyond the longest wait are refused with
 * "too-many-requests" and not counted. Each network stands in a line of its own, so that a stranger's failures never
 * keep the right password out; of a code, which only who has the password is asked for, and of mails to one address there is one line for all
 * networks as well. The places are rows, so every web process keeps to the same line; nothing is held while a guess waits.
 */
export async function beginAttempt(scope: Scope, account: string, network: string): Promise<Attempt> {
  const fromAnywhere = FROM_ANYWHERE[scope];
  const own = `${scope}:pair:${hashSecret(`${account}|${network}`)}`;
  // A flood of guesses of one kind keeps nobody from another.
  const { ids, waitMs } = await inTurn(`guess ${scope}`, () =>
    takePlace([
      [own, OF_ACCOUNT],
      [`${scope}:network:${network}`, OF_NETWORK],
      ...(fromAnywhere ? [[`${scope}:account:${hashSecret(account)}`, fromAnywhere] as const] : []),
    ]),
  );
  if (ids.length === 0) {
    const minutes = Math.ceil((waitMs - LONGEST_WAIT_MS) / MINUTE_MS);
    throw new AppError("too-many-requests", { fields: { [FIELD_OF[scope]]: { code: "tooManyAttempts", values: { minutes } } } });
  }
  if (waitMs > 0) await sleep(waitMs);
  return {
    async succeed() {
      await db.signInFailure.deleteMany({ where: { OR: [{ id: { in: ids } }, { key: own }] } });
    },
  };
}

/** Takes the next free place in all of these lines; none when it is too far away. */
function takePlace(lines: readonly (readonly [key: string, line: Line])[]): Promise<{ ids: bigint[]; waitMs: number }> {
  return withTransaction(async (tx) => {
    // In one order, so that two guesses never wait for each other.
    for (const key of lines.map(([key]) => key).sort())
      await tx.$executeRaw`SELECT pg_advisory_xact_lock(hashtext('dailies.guess'), hashtext(${key}))`;
    await tx.$executeRaw`DELETE FROM sign_in_failures WHERE created_at < clock_timestamp() - make_interval(secs => ${OF_NETWORK.windowMs / 1000})`;
    let waitMs = 0;
    for (const [key, line] of lines) {
      const mostFailures = line.freeFailures + Math.ceil(Math.log2(line.maxPauseMs / line.firstPauseMs));
      // The newest place may lie ahead of now: it is taken by a guess that still waits.
      const places = await tx.$queryRaw<{ ahead: number }[]>`
        SELECT 1000 * extract(epoch FROM created_at - clock_timestamp())::float8 AS ahead FROM sign_in_failures
        WHERE key = ${key} AND created_at > clock_timestamp() - make_interval(secs => ${line.windowMs / 1000})
        ORDER BY created_at DESC LIMIT ${mostFailures}`;
      if (places[0]) waitMs = Math.max(waitMs, places[0].ahead + pauseAfter(places.length, line));
    }
    if (waitMs > LONGEST_WAIT_MS) return { ids: [], waitMs };
    const rows = await tx.$queryRaw<{ id: bigint }[]>`
      INSERT INTO sign_in_failures (key, created_at)
      SELECT key, clock_timestamp() + make_interval(secs => ${waitMs / 1000}) FROM unnest(${lines.map(([key]) => key)}::text[]) AS key
      RETURNING id`;
    return { ids: rows.map((row) => row.id), waitMs };
  });
}

/** Nobody notices the least pause, but guesses that come all at once are still judged one by one. */
const LEAST_PAUSE_MS = 100;

const pauseAfter = (failures: number, { freeFailures, firstPauseMs, maxPauseMs }: Line): number =>
  failures < freeFailures ? LEAST_PAUSE_MS : Math.min(firstPauseMs * 2 ** (failures - freeFailures), maxPauseMs);
