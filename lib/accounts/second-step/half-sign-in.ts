import { giveTicket, readTicket, type Ticket } from "@/lib/access/callers/ticket";
import { db } from "@/lib/platform/db/client";
import { hashSecret } from "@/lib/shared/secrets";

/**
 * The password was right and the code is still to come. All that this browser has of it is a ticket, with which nothing can be
 * read or done but to give the code.
 */
export async function beginHalfSignIn(userId: string): Promise<void> {
  await giveTicket("code", { userId, stamp: await stampOf(userId) });
}

/** Who is half signed in in this browser; null for nobody, and once anything that opens the account has changed since. */
export async function findHalfSignIn(): Promise<{ userId: string; ticket: Ticket } | null> {
  const ticket = await readTicket("code");
  if (!ticket?.userId || ticket.stamp === null || ticket.stamp !== (await stampOf(ticket.userId))) return null;
  return { userId: ticket.userId, ticket };
}

/** Another one as soon as password, authenticator, recovery codes or passkeys of this person are others; null without an open account. */
async function stampOf(userId: string): Promise<string | null> {
  const user = await db.user.findUnique({
    where: { id: userId, disabledAt: null },
    select: {
      passwordHash: true,
      authenticator: { select: { ciphertext: true } },
      passkeys: { select: { id: true }, orderBy: { id: "asc" } },
      recoveryCodes: { select: { codeHash: true }, orderBy: { codeHash: "asc" } },
    },
  });
  return user && hashSecret(JSON.stringify(user));
}
