import { createHash, timingSafeEqual } from "node:crypto";
import type { Visitor } from "@/lib/access/callers/actor";
import { hashNewPassword } from "@/lib/access/identity/password";
import { beginAttempt } from "@/lib/access/rate-limit";
import { recordAccess } from "@/lib/access/record-access";
import { withTransaction, type Tx } from "@/lib/platform/db/client";
import { getEnv } from "@/lib/platform/env";
import { AppError } from "@/lib/shared/errors";
import { newId } from "@/lib/shared/ids";
import { readSpokenCode } from "@/lib/shared/spoken-code";
import { defaultNames, insertTeam } from "./insert-team";
import { isFreshServer } from "./queries";
import type { SignUpOwnerInput } from "./schema";
import type { HomeView } from "./view";

/** Held by whoever is making the first account; the number only has to be nobody else's. */
const SETUP_LOCK = 7_203_114;

/**
 * The first visitor of a fresh server makes the owner's account, the team and its first project, all or nothing. The
 * setup code, which `npm start` prints, proves that they run the server. Refuses with "setup-done" once anybody has an
 * account, also for the slower of two at once.
 */
export async function signUpOwner(visitor: Visitor, input: SignUpOwnerInput): Promise<{ userId: string; home: HomeView }> {
  if (!(await isFreshServer())) throw new AppError("setup-done");
  const attempt = await beginAttempt("setup", "owner", visitor.network);
  if (!isSetupCode(input.setupCode)) throw new AppError("wrong-setup-code", { fields: { setupCode: { code: "wrong" } } });

  const passwordHash = await hashNewPassword(input.password);
  const names = await defaultNames(visitor.locale);
  const made = await withTransaction(async (tx) => {
    await tx.$executeRaw`select pg_advisory_xact_lock(${SETUP_LOCK})`;
    if ((await tx.user.count()) > 0) throw new AppError("setup-done");
    return createOwner(tx, { ...input, passwordHash, locale: visitor.locale }, names);
  });
  await attempt.succeed();
  await recordAccess("accountMade", { userId: made.userId, network: visitor.network });
  return made;
}

/** Compares hashes of equal length in constant time, so that the answer's delay tells nothing about the code. */
function isSetupCode(given: string): boolean {
  const { setupCode } = getEnv();
  if (!setupCode) return false;
  // Ours is read as people type and paste it; one that somebody set may hold any characters, but no spaces count.
  const isSpoken = setupCode === readSpokenCode(setupCode);
  const digest = (text: string) =>
    createHash("sha256")
      .update(isSpoken ? readSpokenCode(text) : text.replace(/\s/gu, ""))
      .digest();
  return timingSafeEqual(digest(given), digest(setupCode));
}

interface Owner {
  name: string;
  email: string;
  passwordHash: string;
  locale: string;
}

async function createOwner(tx: Tx, owner: Owner, names: { team: string; project: string }) {
  const { name, email, passwordHash, locale } = owner;
  const user = await tx.user.create({ data: { id: newId(), email, name, passwordHash, locale, isOperator: true }, select: { id: true } });
  return { userId: user.id, home: await insertTeam(tx, user.id, names) };
}
