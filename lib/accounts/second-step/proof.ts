import { noteSessionProof } from "@/lib/access/identity/note-proof";
import { verifyPassword } from "@/lib/access/identity/password";
import type { SessionUser } from "@/lib/access/identity/sessions";
import { beginAttempt } from "@/lib/access/rate-limit";
import { db } from "@/lib/platform/db/client";
import { AppError } from "@/lib/shared/errors";

/** Long enough to set something up, short enough for a desk that was left. */
const FRESH_MS = 10 * 60 * 1000;

/**
 * What opens the account is changed only by somebody who showed lately, in this session, who they are: by signing in, or by password or
 * passkey since. A browser that was left open does not let others in for good. @throws AppError proof-needed
 */
export async function requireProof({ sessionId }: Pick<SessionUser, "sessionId">): Promise<void> {
  const fresh = { id: sessionId, revokedAt: null, provenAt: { gt: new Date(Date.now() - FRESH_MS) } };
  if ((await db.session.count({ where: fresh })) === 0) throw new AppError("proof-needed");
}

export const noteProof = ({ sessionId }: Pick<SessionUser, "sessionId">): Promise<void> => noteSessionProof(sessionId);

/** The person at this session knows the password. */
export async function proveByPassword(user: SessionUser, { password }: { password: string }): Promise<null> {
  // In the line of who changes the password: it is the same guess.
  const attempt = await beginAttempt("password", user.id, user.sessionId);
  const { passwordHash } = await db.user.findUniqueOrThrow({ where: { id: user.id }, select: { passwordHash: true } });
  if (!(await verifyPassword(passwordHash, password))) throw new AppError("bad-input", { fields: { password: { code: "wrong" } } });
  await attempt.succeed();
  await noteProof(user);
  return null;
}
