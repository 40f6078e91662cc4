import type { SessionUser } from "@/lib/access/identity/sessions";
import { recordAccess } from "@/lib/access/record-access";
import { withTransaction, type Tx } from "@/lib/platform/db/client";
import { AppError } from "@/lib/shared/errors";
import { hashSecret } from "@/lib/shared/secrets";
import { makeSpokenCode, readSpokenCode } from "@/lib/shared/spoken-code";
import { requireProof } from "./proof";
import type { RecoveryCodesView } from "./view";

const COUNT = 10;
/** Of four letters each: 78 random bits, too many to be found from a hash. */
const GROUPS = 4;

const hashOf = (userId: string, code: string): string => hashSecret(`recovery ${userId} ${readSpokenCode(code)}`);

/** Ten new ones in the place of all that there were. They are told here and never again. */
export async function replaceRecoveryCodes(tx: Tx, userId: string): Promise<RecoveryCodesView> {
  const codes = Array.from({ length: COUNT }, () => makeSpokenCode(GROUPS));
  await tx.recoveryCode.deleteMany({ where: { userId } });
  await tx.recoveryCode.createMany({ data: codes.map((code) => ({ userId, codeHash: hashOf(userId, code) })) });
  return { codes };
}

/** Whether this is one that was not used yet; it is used then. Of two at once only one hears "yes". */
export async function takeRecoveryCode(tx: Tx, userId: string, code: string): Promise<boolean> {
  const { count } = await tx.recoveryCode.updateMany({
    where: { userId, codeHash: hashOf(userId, code), usedAt: null },
    data: { usedAt: new Date() },
  });
  return count === 1;
}

/** @throws AppError proof-needed; not-found without an authenticator, whose place they take */
export async function renewRecoveryCodes(user: SessionUser): Promise<RecoveryCodesView> {
  await requireProof(user);
  return withTransaction(async (tx) => {
    // Held until the end, so that of two presses the later one's codes are all that there are.
    const held = await tx.$queryRaw<unknown[]>`
      SELECT 1 FROM authenticators WHERE user_id = ${user.id}::uuid AND confirmed_at IS NOT NULL FOR UPDATE`;
    if (held.length === 0) throw new AppError("not-found");
    await recordAccess("recoveryCodesMade", { userId: user.id }, tx);
    return replaceRecoveryCodes(tx, user.id);
  });
}
