import { giveTicket, readTicket, type Ticket } from "@/lib/access/callers/ticket";
import { stampOf, type Shown } from "@/lib/access/identity/account-stamp";

/**
 * The password was right and the code is still to come. All that this browser has of it is a ticket, with which nothing can be
 * read or done but to give the code.
 */
export async function beginHalfSignIn({ userId, stamp }: Shown): Promise<void> {
  await giveTicket("code", { userId, stamp });
}

/** Who is half signed in in this browser; null for nobody, and once anything that opens the account has changed since. */
export async function findHalfSignIn(): Promise<(Shown & { ticket: Ticket }) | null> {
  const ticket = await readTicket("code");
  if (!ticket?.userId || ticket.stamp === null || ticket.stamp !== (await stampOf(ticket.userId))) return null;
  return { userId: ticket.userId, stamp: ticket.stamp, ticket };
}
