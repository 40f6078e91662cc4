import { decode, encode } from "next-auth/jwt";
import { db, type Db } from "@/lib/platform/db/client";
import { getEnv } from "@/lib/platform/env";
import { hashSecret, newSecret } from "@/lib/shared/secrets";
import { sessionCookie } from "../identity/session-cookie";
import { readVisitorCookies, setVisitorCookie } from "./visitor-cookies";

/** What a browser can be in the middle of. */
export type Purpose = "code" | "passkey-sign-in" | "passkey-add" | "passkey-proof" | "identity";

/**
 * What this browser was told to go on with: sealed with our secret for one purpose, so that it is neither a session nor a ticket
 * for anything else. It opens nothing by itself and is good once. It is no row, because anybody may ask for one: only
 * those that were used up are written down, until their time is over.
 */
export interface Ticket {
  /** Random, and known to nobody before; a passkey signs it. */
  id: string;
  /** Whose it is; of a passkey that is yet to say who comes, nobody's. */
  userId: string | null;
  /** What has to be still the same when it is used. */
  stamp: string | null;
  /** What a provider outside said; nothing of the others. */
  said: string | null;
  expiresAt: Date;
}

const LIFETIME_MS = 10 * 60 * 1000;

const cookieName = (purpose: Purpose): string => sessionCookie().name.replace("session", purpose);
/** Of these only what a provider leads to here is read on the way from another site. */
const cookieOptions = (purpose: Purpose) =>
  ({ ...sessionCookie().options, sameSite: purpose === "identity" ? ("lax" as const) : ("strict" as const) }) as const;

/** Gives this browser one in the place of any that it had, and returns its id. */
export async function giveTicket(
  purpose: Purpose,
  { userId, stamp, said }: Partial<Pick<Ticket, "userId" | "stamp" | "said">> = {},
): Promise<string> {
  const id = newSecret();
  const token = { id, userId, stamp, said };
  const value = await encode({ token, secret: getEnv().authSecret, salt: purpose, maxAge: LIFETIME_MS / 1000 });
  await setVisitorCookie(cookieName(purpose), value, { ...cookieOptions(purpose), expires: new Date(Date.now() + LIFETIME_MS) });
  return id;
}

/** The one that this browser has; null where it has none, its time is over, or it was used. */
export async function readTicket(purpose: Purpose): Promise<Ticket | null> {
  const token = (await readVisitorCookies())(cookieName(purpose));
  if (!token) return null;
  const said = await decode({ token, secret: getEnv().authSecret, salt: purpose }).catch(() => null);
  if (typeof said?.id !== "string" || typeof said.exp !== "number") return null;
  if (await db.spentTicket.findUnique({ where: { idHash: hashSecret(said.id) } })) return null;
  const text = (value: unknown): string | null => (typeof value === "string" ? value : null);
  return { id: said.id, userId: text(said.userId), stamp: text(said.stamp), said: text(said.said), expiresAt: new Date(said.exp * 1000) };
}

/** Uses it up. Of two at once only one hears "yes". */
export async function spendTicket({ id, expiresAt }: Ticket, tx: Db = db): Promise<boolean> {
  // A little longer than it lives, because clocks of several machines differ.
  await tx.spentTicket.deleteMany({ where: { expiresAt: { lt: new Date(Date.now() - LIFETIME_MS) } } });
  const { count } = await tx.spentTicket.createMany({ data: [{ idHash: hashSecret(id), expiresAt }], skipDuplicates: true });
  return count === 1;
}

/** Takes it away from this browser. */
export const dropTicket = (purpose: Purpose): Promise<void> =>
  setVisitorCookie(cookieName(purpose), "", { ...cookieOptions(purpose), expires: new Date(0) });
