import { db } from "@/lib/platform/db/client";
import { AppError } from "@/lib/shared/errors";
import { giveTicket } from "../../callers/ticket";
import { recordAccess } from "../../record-access";
import { stampOf, type Shown } from "../account-stamp";
import { noteSessionProof } from "../note-proof";
import type { SessionUser } from "../sessions";
import type { OutsideIdentity } from "./identity";

/** What comes of somebody whom a provider brings: they are in, or have been already, or a page asks what is to be done. */
export type Meeting = Shown | "here" | "ask";

/**
 * Whose account it is, by issuer and subject alone. An address opens nothing: it changes hands, and not every provider looks whose it
 * is. Whoever is not known yet gets a ticket, with which a page asks what they want; nothing is connected or made by itself.
 * In a browser where somebody is signed in already nobody else is let in, so that no link makes people work in another's account.
 * @param here who is signed in in this browser
 * @throws AppError outside-taken, outside-refused
 */
export async function meetIdentity(said: OutsideIdentity, here: SessionUser | null, network: string): Promise<Meeting> {
  const { issuer, subject, email } = said;
  const known = await db.identity.findUnique({
    where: { issuer_subject: { issuer, subject } },
    select: { id: true, userId: true },
  });
  if (!known) {
    await giveTicket("identity", { said: JSON.stringify(said) });
    return "ask";
  }
  if (here && here.id !== known.userId) throw new AppError("outside-taken");
  const stamp = await stampOf(known.userId);
  if (stamp === null) {
    await recordAccess("refused", { userId: known.userId, network });
    throw new AppError("outside-refused");
  }
  await db.identity.update({ where: { id: known.id }, data: { lastUsedAt: new Date(), email } });
  if (here) {
    await noteSessionProof(here.sessionId);
    return "here";
  }
  await recordAccess("signedInByProvider", { userId: known.userId, network });
  return { userId: known.userId, stamp };
}
