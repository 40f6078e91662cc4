import { createHmac, timingSafeEqual } from "node:crypto";
import { setVisitorCookie } from "@/lib/access/callers/visitor-cookies";
import { sessionCookie } from "@/lib/access/identity/session-cookie";
import { getEnv } from "@/lib/platform/env";

/** Long enough for a review, short enough for a borrowed computer. */
const PASS_LIFETIME_MS = 12 * 60 * 60 * 1000;

interface Locked {
  id: string;
  passphraseHash: string | null;
}

export const passCookieName = ({ id }: Locked): string => `${sessionCookie().name.replace("session", "share")}-${id.slice(-12)}`;

/** A pass is for one link with the passphrase that it has; nothing of it is kept. */
const sign = ({ id, passphraseHash }: Locked, until: string): string =>
  createHmac("sha256", getEnv().authSecret).update(`share ${id} ${passphraseHash} ${until}`).digest("base64url");

/** Whether this cookie was given to somebody who knew the passphrase. */
export function isPass(share: Locked, cookie: string | undefined): boolean {
  const [until = "", signature = ""] = cookie?.split(".") ?? [];
  const given = Buffer.from(signature);
  const right = Buffer.from(sign(share, until));
  return Number(until) > Date.now() && given.length === right.length && timingSafeEqual(given, right);
}

/** Lets this browser see what the link shows. */
export async function givePass(share: Locked): Promise<void> {
  const until = String(Date.now() + PASS_LIFETIME_MS);
  const options = { ...sessionCookie().options, expires: new Date(Number(until)) };
  await setVisitorCookie(passCookieName(share), `${until}.${sign(share, until)}`, options);
}
