import { db, type Db } from "@/lib/platform/db/client";
import { hashSecret } from "@/lib/shared/secrets";

/**
 * Stands for all that opens this account now: another one as soon as password, authenticator, recovery codes, passkeys or providers
 * are others. A sign-in takes it with what it checks, and opens its session only under the same one.
 * @param checked the hash of the password that was checked; null too where it is another one by now
 * @returns null without an open account
 */
export async function stampOf(userId: string, tx: Db = db, checked?: { passwordHash: string | null }): Promise<string | null> {
  const user = await tx.user.findUnique({
    where: { id: userId, disabledAt: null, ...checked },
    select: {
      passwordHash: true,
      authenticator: { select: { ciphertext: true, confirmedAt: true } },
      passkeys: { select: { id: true }, orderBy: { id: "asc" } },
      recoveryCodes: { select: { codeHash: true }, orderBy: { codeHash: "asc" } },
      identities: { select: { id: true }, orderBy: { id: "asc" } },
    },
  });
  return user && hashSecret(JSON.stringify(user));
}

/** Somebody who has shown that an account is theirs, under this stamp of it. */
export interface Shown {
  userId: string;
  stamp: string;
}
