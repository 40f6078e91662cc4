import { db } from "@/lib/platform/db/client";
import { AppError } from "@/lib/shared/errors";
import { beginAttempt } from "../rate-limit";
import { recordAccess } from "../record-access";
import { stampOf, type Shown } from "./account-stamp";
import { asksForCode } from "./asks-for-code";
import { verifyPassword } from "./password";

/**
 * Who has this (normalised) e-mail and password. An unknown e-mail, a wrong password and a disabled
 * account all get the same "wrong-password" after the same time; too many failures get "too-many-requests".
 */
export async function checkCredentials(email: string, password: string, network: string): Promise<Shown> {
  const attempt = await beginAttempt("sign-in", email, network);
  const user = await db.user.findUnique({ where: { email }, select: { id: true, passwordHash: true } });
  const fits = await verifyPassword(user?.passwordHash ?? null, password);
  const stamp = user && fits ? await stampOf(user.id, db, user) : null;
  if (!user || stamp === null) {
    await recordAccess("refused", { userId: user?.id ?? null, network });
    throw new AppError("wrong-password");
  }
  await attempt.succeed();
  // Whoever has an app for codes is not in yet.
  await recordAccess((await asksForCode(user.id)) ? "codeAsked" : "signedIn", { userId: user.id, network });
  return { userId: user.id, stamp };
}
