import { setTimeout as sleep } from "node:timers/promises";
import { db } from "@/lib/platform/db/client";
import { AppError } from "@/lib/shared/errors";
import { hashSecret } from "@/lib/shared/ids";

const MINUTE_MS = 60_000;
/** Failures of one account from one network: enough for the worst morning, too few for guessing. */
const PER_PAIR = { limit: 5, windowMs: 15 * MINUTE_MS };
/** Failures from one network over all accounts: an office behind one address stays below it. */
const PER_NETWORK = { limit: 30, windowMs: 60 * MINUTE_MS };
/** Failures of one account from anywhere only make everyone wait: a refusal would let strangers lock people out. */
const PER_ACCOUNT = { limit: 20, windowMs: 15 * MINUTE_MS, firstDelayMs: 200, maxDelayMs: 5_000 };

/** The secret that each form asks for, under which the refusal is shown. */
const FIELD_OF = { "sign-in": "password", setup: "setupCode" } as const;

interface Attempt {
  /** The secret was right: what was counted against this account and network is forgotten. */
  succeed(): Promise<void>;
}

/**
 * Counts a guess at a secret before it is looked at, so that a hundred at once cannot all slip under the limit, and
 * refuses with "too-many-requests" (the field says for how many minutes) when there were too many. A refused guess is not counted:
 * waiting always helps. The rows lie in the database, so every web process counts the same.
 */
export async function beginAttempt(scope: "sign-in" | "setup", account: string, network: string): Promise<Attempt> {
  const now = Date.now();
  const keys = {
    pair: `${scope}:pair:${hashSecret(`${account}|${network}`)}`,
    network: `${scope}:network:${network}`,
    account: `${scope}:account:${hashSecret(account)}`,
  };
  await db.signInFailure.deleteMany({ where: { createdAt: { lt: new Date(now - PER_NETWORK.windowMs) } } });
  const own = await db.signInFailure.createManyAndReturn({
    data: Object.values(keys).map((key) => ({ key, createdAt: new Date(now) })),
    select: { id: true },
  });
  const ownRows = { id: { in: own.map((row) => row.id) } };

  const failuresOf = (key: string, windowMs: number) =>
    db.signInFailure.findMany({
      where: { key, createdAt: { gt: new Date(now - windowMs) }, NOT: ownRows },
      orderBy: { createdAt: "asc" },
      select: { createdAt: true },
    });
  for (const [key, { limit, windowMs }] of [
    [keys.pair, PER_PAIR],
    [keys.network, PER_NETWORK],
  ] as const) {
    const failures = await failuresOf(key, windowMs);
    // The next guess is free when the oldest of the last `limit` failures leaves the window.
    const blocking = failures.at(-limit);
    if (failures.length >= limit && blocking) {
      await db.signInFailure.deleteMany({ where: ownRows });
      const waitMs = blocking.createdAt.getTime() + windowMs - now;
      const minutes = Math.max(1, Math.ceil(waitMs / MINUTE_MS));
      throw new AppError("too-many-requests", { fields: { [FIELD_OF[scope]]: { code: "tooManyAttempts", values: { minutes } } } });
    }
  }

  const ofAccount = (await failuresOf(keys.account, PER_ACCOUNT.windowMs)).length;
  if (ofAccount >= PER_ACCOUNT.limit) {
    await sleep(Math.min(PER_ACCOUNT.firstDelayMs * 2 ** (ofAccount - PER_ACCOUNT.limit), PER_ACCOUNT.maxDelayMs));
  }

  return {
    async succeed() {
      await db.signInFailure.deleteMany({ where: { OR: [ownRows, { key: keys.pair }] } });
    },
  };
}
