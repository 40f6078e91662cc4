import type { Visitor } from "@/lib/access/callers/actor";
import { hashNewPassword } from "@/lib/access/identity/password";
import { recordAccess } from "@/lib/access/record-access";
import { withTransaction } from "@/lib/platform/db/client";
import { isUniqueViolation } from "@/lib/platform/db/errors";
import { AppError } from "@/lib/shared/errors";
import { newId } from "@/lib/shared/ids";
import { claimInvite } from "./claim-invite";
import { getInvite, homeOf } from "./queries";
import type { AcceptInviteInput } from "./schema";
import { requireSignUp } from "./sign-up-rule";
import type { HomeView } from "./view";

/**
 * Somebody new opens an account by an invitation's link and is a member of its team. Refuses with "invite-invalid", with
 * "sign-up-closed", or with "email-taken" (the invitation stays good: they can sign in and join with it).
 */
export async function acceptInvite(
  { locale }: Pick<Visitor, "locale">,
  input: AcceptInviteInput,
): Promise<{ userId: string; home: HomeView }> {
  // Asked first, so that a worthless link cannot make the server hash passwords.
  if (!(await getInvite(input.token))) throw new AppError("invite-invalid");
  const passwordHash = await hashNewPassword(input.password);
  const userId = newId();
  try {
    return await withTransaction(async (tx) => {
      await requireSignUp(tx, true);
      await tx.user.create({ data: { id: userId, email: input.email, name: input.name, passwordHash, locale } });
      const { teamId } = await claimInvite(tx, input.token, userId);
      await recordAccess("accountMade", { userId, teamId }, tx);
      return { userId, home: await homeOf(tx, teamId) };
    });
  } catch (error) {
    if (isUniqueViolation(error, "email")) throw new AppError("email-taken", { fields: { email: { code: "taken" } }, cause: error });
    throw error;
  }
}
