import { normaliseEmail } from "@/lib/access/identity/email";
import { db, withTransaction } from "@/lib/platform/db/client";
import { writeResetLink } from "./write-reset-link";

/**
 * For whoever sits at the machine, and so has all that the studio has: a link that lets this person in again without password, authenticator
 * or passkey. Null where nobody has this e-mail, or the account is closed.
 */
export async function letIn(email: string): Promise<{ token: string; expiresAt: Date } | null> {
  const user = await db.user.findUnique({ where: { email: normaliseEmail(email), disabledAt: null }, select: { id: true } });
  return user && withTransaction((tx) => writeResetLink(tx, { userId: user.id, by: null, endsSecondStep: true }));
}
