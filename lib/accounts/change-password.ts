import { hashNewPassword, verifyPassword } from "@/lib/access/identity/password";
import { revokeSessionsOf, type SessionUser } from "@/lib/access/identity/sessions";
import { beginAttempt } from "@/lib/access/rate-limit";
import { recordAccess } from "@/lib/access/record-access";
import { db, withTransaction } from "@/lib/platform/db/client";
import { AppError } from "@/lib/shared/errors";
import { endResetLinks } from "./end-reset-links";
import { requireProof } from "./second-step/proof";

interface ChangePasswordInput {
  current?: string | undefined;
  password: string;
}

/**
 * Gives somebody who knows their present password another one, and ends their other sessions and the links that would set it. Whoever has none, because a provider lets them in,
 * shows in another way that it is them. @throws AppError bad-input, proof-needed, conflict
 */
export async function changePassword(user: SessionUser, { current, password }: ChangePasswordInput): Promise<null> {
  const { passwordHash } = await db.user.findUniqueOrThrow({ where: { id: user.id }, select: { passwordHash: true } });
  if (passwordHash === null) await requireProof(user);
  else await requireCurrent(user, passwordHash, current ?? "");
  const chosen = await hashNewPassword(password);
  await withTransaction(async (tx) => {
    // A change under way does not undo one that was made meanwhile, by somebody who had to take the account back.
    const { count } = await tx.user.updateMany({ where: { id: user.id, passwordHash }, data: { passwordHash: chosen } });
    if (count === 0) throw new AppError("conflict");
    await endResetLinks(tx, user.id);
    await revokeSessionsOf(user.id, { id: { not: user.sessionId } }, tx);
    await recordAccess("passwordChanged", { userId: user.id }, tx);
  });
  return null;
}

async function requireCurrent(user: SessionUser, passwordHash: string, current: string): Promise<void> {
  // A browser that was left open must not become a place to guess from; strangers cannot stand in this line.
  const attempt = await beginAttempt("password", user.id, user.sessionId);
  if (!(await verifyPassword(passwordHash, current))) throw new AppError("bad-input", { fields: { current: { code: "wrong" } } });
  await attempt.succeed();
}
