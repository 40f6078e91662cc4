import type { SessionUser } from "@/lib/access/identity/sessions";
import { assertOperator } from "@/lib/access/callers/operator";
import { recordAccess } from "@/lib/access/record-access";
import { db, type Db, withTransaction } from "@/lib/platform/db/client";
import { AppError } from "@/lib/shared/errors";
import type { SignUpRule } from "./view";

/** Who may open an account in this studio: it stands with the studio, for all its machines and every way in. */
export async function readSignUpRule(tx: Db = db): Promise<SignUpRule> {
  const instance = await tx.instance.findUnique({ where: { id: 1 }, select: { signUp: true } });
  return instance?.signUp ?? "invitation";
}

/** Says so anew, from the next request on; whoever has an account keeps it. @throws AppError not-allowed for anybody but the operator */
export async function saveSignUpRule(user: Pick<SessionUser, "id">, { signUp }: { signUp: SignUpRule }): Promise<null> {
  await assertOperator(user);
  await withTransaction(async (tx) => {
    await tx.instance.update({ where: { id: 1 }, data: { signUp } });
    await recordAccess("signUpChanged", { userId: user.id }, tx);
  });
  return null;
}

/** @throws AppError sign-up-closed where nobody new gets an account, or none without an invitation */
export async function requireSignUp(tx: Db, isInvited: boolean): Promise<void> {
  const rule = await readSignUpRule(tx);
  if (rule === "closed" || (rule === "invitation" && !isInvited)) throw new AppError("sign-up-closed");
}
