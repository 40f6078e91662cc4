import type { SessionUser } from "@/lib/access/identity/sessions";
import { revokeSessionsOf } from "@/lib/access/identity/sessions";
import { recordAccess } from "@/lib/access/record-access";
import { endResetLinks } from "@/lib/accounts/end-reset-links";
import { writeResetLink } from "@/lib/accounts/write-reset-link";
import { withTransaction, type Tx } from "@/lib/platform/db/client";
import { AppError } from "@/lib/shared/errors";
import type { IdInput } from "@/lib/shared/inputs";
import type { ResetLinkView } from "@/lib/teams/view";
import type { PersonLinkInput } from "./schema";

type Operator = Pick<SessionUser, "id">;

/**
 * Nobody comes in by this account from now on, in no browser and by no link. What it made stays, and what is with the
 * provider is kept when it comes. @throws AppError not-allowed, not-found
 */
export const disableAccount = (user: Operator, { id }: IdInput): Promise<null> =>
  withOther(user, id, async (tx, { isDisabled }) => {
    if (isDisabled) return null;
    await tx.user.update({ where: { id }, data: { disabledAt: new Date() } });
    await revokeSessionsOf(id, {}, tx);
    await endResetLinks(tx, id);
    await recordAccess("accountDisabled", { userId: id, byId: user.id }, tx);
    return null;
  });

/** Lets the account in again, as it was: by the same password, and in the same teams. @throws AppError not-allowed, not-found */
export const enableAccount = (user: Operator, { id }: IdInput): Promise<null> =>
  withOther(user, id, async (tx, { isDisabled }) => {
    if (!isDisabled) return null;
    await tx.user.update({ where: { id }, data: { disabledAt: null } });
    await recordAccess("accountEnabled", { userId: id, byId: user.id }, tx);
    return null;
  });

/** Signs them out in every browser. @throws AppError not-allowed, not-found */
export const endSessionsOf = (user: Operator, { id }: IdInput): Promise<null> =>
  withOther(user, id, async (tx) => {
    await revokeSessionsOf(id, {}, tx);
    await recordAccess("sessionsEnded", { userId: id, byId: user.id }, tx);
    return null;
  });

/** As an owner makes it for a member, for anybody. @throws AppError not-allowed, not-found; conflict for a disabled account, which no link opens */
export const makeLinkFor = (user: Operator, { id, endsSecondStep }: PersonLinkInput): Promise<ResetLinkView> =>
  withOther(user, id, async (tx, { isDisabled }) => {
    if (isDisabled) throw new AppError("conflict");
    const { token, expiresAt } = await writeResetLink(tx, { userId: id, by: { id: user.id }, endsSecondStep });
    return { token, expiresAt: expiresAt.toISOString() };
  });

/**
 * Runs for one other person. Nobody does these things to themselves, and whoever does them runs the studio at that very
 * moment: so one operator is always left, also when two of them disable each other at once.
 */
async function withOther<T>(user: Operator, id: string, run: (tx: Tx, person: { isDisabled: boolean }) => Promise<T>): Promise<T> {
  return withTransaction(async (tx) => {
    const operators = await tx.$queryRaw<{ id: string; isDisabled: boolean }[]>`
      SELECT id, disabled_at IS NOT NULL AS "isDisabled" FROM users WHERE is_operator ORDER BY id FOR NO KEY UPDATE`;
    const isAllowed = operators.some((one) => one.id === user.id && !one.isDisabled) && id !== user.id;
    if (!isAllowed) throw new AppError("not-allowed");
    const [person] = await tx.$queryRaw<{ isDisabled: boolean }[]>`
      SELECT disabled_at IS NOT NULL AS "isDisabled" FROM users WHERE id = ${id}::uuid FOR NO KEY UPDATE`;
    if (!person) throw new AppError("not-found");
    return run(tx, person);
  });
}
