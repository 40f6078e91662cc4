import type { Visitor } from "@/lib/access/callers/actor";
import { recordAccess } from "@/lib/access/record-access";
import { withTransaction } from "@/lib/platform/db/client";
import { isUniqueViolation } from "@/lib/platform/db/errors";
import { AppError } from "@/lib/shared/errors";
import { newId } from "@/lib/shared/ids";
import { claimInvite } from "../claim-invite";
import { homeOf } from "../queries";
import { requireSignUp } from "../sign-up-rule";
import type { HomeView } from "../view";
import { keepIdentity, readArrival } from "./arrival";
import type { OpenAccountInput } from "./schema";

/**
 * Somebody new whom a provider brought opens an account without a password, with the address that the provider proved, by an
 * invitation or where anybody may. An account that has this address already is never taken over: its person signs in and connects the provider.
 * @throws AppError sign-in-again, outside-unproven, sign-up-closed, invite-invalid, email-taken, outside-taken
 */
export async function openAccount(
  { locale, network }: Visitor,
  { name, token }: OpenAccountInput,
): Promise<{ userId: string; home: HomeView | null }> {
  const arrival = await readArrival();
  if (!arrival) throw new AppError("sign-in-again");
  const { email } = arrival.identity;
  if (email === null) throw new AppError("outside-unproven");
  const userId = newId();
  try {
    return await withTransaction(async (tx) => {
      await requireSignUp(tx, token !== undefined);
      await tx.user.create({ data: { id: userId, email, name, locale } });
      await keepIdentity(tx, arrival, userId);
      const joined = token === undefined ? null : await claimInvite(tx, token, userId);
      await recordAccess("accountMade", { userId, network, ...(joined && { teamId: joined.teamId }) }, tx);
      return { userId, home: joined && (await homeOf(tx, joined.teamId)) };
    });
  } catch (error) {
    if (isUniqueViolation(error, "email")) throw new AppError("email-taken", { cause: error });
    if (isUniqueViolation(error)) throw new AppError("outside-taken", { cause: error });
    throw error;
  }
}
