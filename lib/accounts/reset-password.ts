import { stampOf, type Shown } from "@/lib/access/identity/account-stamp";
import { asksForCode } from "@/lib/access/identity/asks-for-code";
import { hashNewPassword } from "@/lib/access/identity/password";
import { revokeSessionsOf } from "@/lib/access/identity/sessions";
import { recordAccess } from "@/lib/access/record-access";
import { db, withTransaction } from "@/lib/platform/db/client";
import { AppError } from "@/lib/shared/errors";
import { hashSecret } from "@/lib/shared/secrets";
import type { Visitor } from "@/lib/access/callers/actor";
import { endSecondStep } from "./second-step/end-second-step";
import type { ResetView } from "./view";

const openReset = (token: string) => ({
  tokenHash: hashSecret(token),
  usedAt: null,
  expiresAt: { gt: new Date() },
  user: { disabledAt: null },
});

/** Whose password this link sets, and what of their second step; null when it was used, ran out or never was. */
export async function findReset(token: string): Promise<ResetView | null> {
  const reset = await db.passwordReset.findFirst({
    where: openReset(token),
    select: { endsSecondStep: true, userId: true, user: { select: { email: true } } },
  });
  if (!reset) return null;
  const secondStep = reset.endsSecondStep ? "ends" : (await asksForCode(reset.userId)) ? "stays" : "none";
  return { email: reset.user.email, secondStep };
}

/**
 * Sets the password of whoever this link was made for, ends all their sessions and uses up every such link of
 * theirs; one that was mailed proves their address. The second step stays, so that a link in wrong hands is not enough, unless the owner made the link for somebody who
 * lost it. @throws AppError reset-invalid
 */
export async function resetPassword({ network }: Visitor, { token, password }: Record<"token" | "password", string>): Promise<Shown> {
  // Asked first, so that a worthless link cannot make the server hash passwords.
  if (!(await findReset(token))) throw new AppError("reset-invalid");
  const passwordHash = await hashNewPassword(password);
  return withTransaction(async (tx) => {
    const [reset] = await tx.passwordReset.updateManyAndReturn({
      where: openReset(token),
      data: { usedAt: new Date() },
      select: { userId: true, endsSecondStep: true, isMailed: true },
    });
    if (!reset) throw new AppError("reset-invalid");
    await tx.passwordReset.updateMany({ where: { userId: reset.userId, usedAt: null }, data: { usedAt: new Date() } });
    await tx.user.update({ where: { id: reset.userId }, data: { passwordHash } });
    if (reset.isMailed) await tx.user.updateMany({ where: { id: reset.userId, emailProvenAt: null }, data: { emailProvenAt: new Date() } });
    if (reset.endsSecondStep) await endSecondStep(tx, reset.userId);
    await revokeSessionsOf(reset.userId, {}, tx);
    await recordAccess("passwordReset", { userId: reset.userId, network }, tx);
    const stamp = await stampOf(reset.userId, tx);
    if (stamp === null) throw new AppError("reset-invalid");
    return { userId: reset.userId, stamp };
  });
}
