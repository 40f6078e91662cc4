import { Secret, TOTP } from "otpauth";
import { encode } from "uqr";
import type { SessionUser } from "@/lib/access/identity/sessions";
import { beginAttempt } from "@/lib/access/rate-limit";
import { recordAccess } from "@/lib/access/record-access";
import { db, withTransaction, type Tx } from "@/lib/platform/db/client";
import type { Authenticator } from "@/lib/platform/db/generated/client";
import { getEnv } from "@/lib/platform/env";
import { seal, unseal } from "@/lib/platform/seal";
import { AppError } from "@/lib/shared/errors";
import { requireProof } from "./proof";
import { replaceRecoveryCodes } from "./recovery-codes";
import type { NewAuthenticatorView, RecoveryCodesView, SecondStepView } from "./view";

const STEP_SECONDS = 30;
/** A code is good in its own half minute, in the one before and in the one after, because clocks differ. */
const WINDOW = 1;
const SECRET_BYTES = 20;

/** What every authenticator app understands: six digits, every 30 seconds others. */
const totpOf = (secret: string, label = ""): TOTP =>
  new TOTP({ issuer: "Dailies", label, secret: Secret.fromBase32(secret), algorithm: "SHA1", digits: 6, period: STEP_SECONDS });

const contextOf = (userId: string): string => `authenticator ${userId}`;

/** What came of a code: right and used up, right but used before, or wrong. */
export type CodeOutcome = "taken" | "used" | "wrong";

/**
 * A new secret for the app. It asks for nothing yet: that begins with the first code that shows that the app has it.
 * @throws AppError proof-needed; conflict where there is one already
 */
export async function beginAuthenticator(user: SessionUser): Promise<NewAuthenticatorView> {
  await requireProof(user);
  const secret = new Secret({ size: SECRET_BYTES }).base32;
  const ciphertext = seal(secret, contextOf(user.id), getEnv().authSecret);
  const written = await db.$executeRaw`
    INSERT INTO authenticators (user_id, ciphertext) VALUES (${user.id}::uuid, ${ciphertext})
    ON CONFLICT (user_id) DO UPDATE SET ciphertext = excluded.ciphertext, created_at = now() WHERE authenticators.confirmed_at IS NULL`;
  if (written === 0) throw new AppError("conflict");
  const uri = totpOf(secret, user.email).toString();
  return { secret: secret.replace(/.{4}(?=.)/g, "$& "), uri, code: drawCode(uri) };
}

/** The first code of the app: from now on one is asked for. @throws AppError proof-needed; conflict; bad-input for a wrong code */
export async function confirmAuthenticator(user: SessionUser, { code }: { code: string }): Promise<RecoveryCodesView> {
  await requireProof(user);
  const attempt = await beginAttempt("code", user.id, user.sessionId);
  // It may have waited for half a minute, and the session may have been ended since.
  await requireProof(user);
  const begun = await db.authenticator.findUnique({ where: { userId: user.id, confirmedAt: null } });
  if (!begun) throw new AppError("conflict");
  const step = stepOf(begun, code);
  if (step === null) throw new AppError("bad-input", { fields: { code: { code: "wrongCode" } } });
  await attempt.succeed();
  return withTransaction(async (tx) => {
    const { count } = await tx.authenticator.updateMany({
      where: { userId: user.id, confirmedAt: null, ciphertext: begun.ciphertext },
      data: { confirmedAt: new Date(), lastStep: step },
    });
    if (count === 0) throw new AppError("conflict");
    await recordAccess("authenticatorAdded", { userId: user.id }, tx);
    return replaceRecoveryCodes(tx, user.id);
  });
}

/** From now on the password is enough, and no recovery code is good any more. @throws AppError proof-needed */
export async function removeAuthenticator(user: SessionUser): Promise<null> {
  await requireProof(user);
  await withTransaction(async (tx) => {
    const { count } = await tx.authenticator.deleteMany({ where: { userId: user.id } });
    await tx.recoveryCode.deleteMany({ where: { userId: user.id } });
    if (count > 0) await recordAccess("authenticatorRemoved", { userId: user.id }, tx);
  });
  return null;
}

/** Uses a code up. Neither it nor one from before is good again, so of two at once only one hears "taken". */
export async function takeCode(tx: Tx, userId: string, code: string): Promise<CodeOutcome> {
  const authenticator = await tx.authenticator.findUnique({ where: { userId, confirmedAt: { not: null } } });
  if (!authenticator) return "wrong";
  const step = stepOf(authenticator, code);
  if (step === null) return "wrong";
  const { count } = await tx.authenticator.updateMany({
    where: { userId, ciphertext: authenticator.ciphertext, lastStep: { lt: step } },
    data: { lastStep: step },
  });
  return count === 1 ? "taken" : "used";
}

/** The half minute since 1970 whose code this is; null for none that is good now. */
function stepOf({ userId, ciphertext }: Pick<Authenticator, "userId" | "ciphertext">, code: string): number | null {
  const secret = unseal(ciphertext, contextOf(userId), getEnv().authSecret);
  // Sealed with a secret that this studio no longer has: a recovery code and a passkey need none.
  if (secret === null) throw new AppError("authenticator-sealed");
  const timestamp = Date.now();
  const delta = totpOf(secret).validate({ token: code, timestamp, window: WINDOW });
  return delta === null ? null : Math.floor(timestamp / 1000 / STEP_SECONDS) + delta;
}

export async function readSecondStep({ id }: Pick<SessionUser, "id">): Promise<SecondStepView> {
  const [authenticator, codesLeft] = await Promise.all([
    db.authenticator.findUnique({ where: { userId: id } }),
    db.recoveryCode.count({ where: { userId: id, usedAt: null } }),
  ]);
  return authenticator?.confirmedAt ? { since: authenticator.confirmedAt.toISOString(), codesLeft } : null;
}

function drawCode(text: string): NewAuthenticatorView["code"] {
  const { size, data } = encode(text, { ecc: "M", border: 4 });
  const path = data.flatMap((row, y) => row.flatMap((isDark, x) => (isDark ? `M${x} ${y}h1v1h-1z` : []))).join("");
  return { size, path };
}
