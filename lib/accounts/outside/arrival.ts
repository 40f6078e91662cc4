import { dropTicket, readTicket, spendTicket, type Ticket } from "@/lib/access/callers/ticket";
import { identitySchema, type OutsideIdentity } from "@/lib/access/identity/outside/identity";
import { nameOfProvider } from "@/lib/access/identity/outside/providers";
import type { SessionUser } from "@/lib/access/identity/sessions";
import { db, type Tx } from "@/lib/platform/db/client";
import { AppError } from "@/lib/shared/errors";
import { newId } from "@/lib/shared/ids";
import { getInvite } from "../queries";
import { readSignUpRule } from "../sign-up-rule";
import type { ArrivalView } from "./view";

/** Whom a provider brought to this browser a moment ago; null for nobody. */
export async function readArrival(): Promise<{ ticket: Ticket; identity: OutsideIdentity } | null> {
  const ticket = await readTicket("identity");
  if (!ticket?.said) return null;
  return { ticket, identity: identitySchema.parse(JSON.parse(ticket.said)) };
}

/** What can be done with them. @param token of the invitation that they came with */
export async function lookAtArrival(user: SessionUser | null, token: string | null): Promise<ArrivalView | null> {
  const arrival = await readArrival();
  if (!arrival) return null;
  const { email, name, provider: id } = arrival.identity;
  const provider = nameOfProvider(id);
  if (user) return { provider, can: "connect", email, account: user.email };
  if (email === null) return { provider, can: "nothing", why: "unproven" };
  if ((await db.user.count({ where: { email } })) > 0) return { provider, can: "sign-in", email };
  const rule = await readSignUpRule();
  const isInvited = token !== null && (await getInvite(token)) !== null;
  if (rule === "closed" || (rule === "invitation" && !isInvited)) return { provider, can: "nothing", why: rule };
  return { provider, can: "open", email, name };
}

/** Keeps that this is the person, and uses the ticket up. */
export async function keepIdentity(
  tx: Tx,
  { ticket, identity }: { ticket: Ticket; identity: OutsideIdentity },
  userId: string,
): Promise<void> {
  if (!(await spendTicket(ticket, tx))) throw new AppError("sign-in-again");
  const { provider, issuer, subject, email } = identity;
  await tx.identity.create({ data: { id: newId(), userId, provider, issuer, subject, email } });
  // What the provider proves of this very address is proven here.
  if (email) await tx.user.updateMany({ where: { id: userId, email, emailProvenAt: null }, data: { emailProvenAt: new Date() } });
}

export const dropArrival = (): Promise<void> => dropTicket("identity");
