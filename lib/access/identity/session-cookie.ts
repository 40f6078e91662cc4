import { createHash } from "node:crypto";
import { decode, encode } from "next-auth/jwt";
import { fromEnv, getEnv } from "@/lib/platform/env";
import { readCookie } from "@/lib/shared/read-cookie";
import { SESSION_MAX_AGE_MS } from "./sessions";

/** The session's cookie. Its name tells studios on one host apart, since cookies do not know ports. */
export const sessionCookie = fromEnv(({ authSecret, publicUrl }) => {
  const secure = publicUrl?.startsWith("https://") ?? false;
  const studio = createHash("sha256").update(`cookie name ${authSecret}`).digest("hex").slice(0, 8);
  return {
    name: `${secure ? "__Host-" : ""}dailies-session-${studio}`,
    options: { httpOnly: true, sameSite: "lax", path: "/", secure } as const,
  };
});

/** The session cookie's value for this secret. */
export const tokenOfSecret = (sid: string): Promise<string> =>
  encode({ token: { sid }, secret: getEnv().authSecret, maxAge: SESSION_MAX_AGE_MS / 1000 });

/** Tokens that were opened lately, each with its secret. */
const opened = fromEnv(() => new Map<string, string>());
const MOST_OPENED = 1_000;

/**
 * The secret inside a session's token, or null. Says nothing yet about whether the session is good: its row is asked
 * each time, and ends no later than the token does. So a token need not be deciphered again for each part of a clip.
 */
export async function secretOfToken(token: string | undefined): Promise<string | null> {
  if (!token) return null;
  const known = opened().get(token);
  if (known) return known;
  try {
    const sid = (await decode({ token, secret: getEnv().authSecret }))?.sid ?? null;
    if (sid === null) return null;
    if (opened().size >= MOST_OPENED) opened().clear();
    opened().set(token, sid);
    return sid;
  } catch {
    // A forged, damaged or outdated token is the same as none.
    return null;
  }
}

/** The same, out of a request's Cookie header. */
export const secretOfCookies = (header: string | null): Promise<string | null> => secretOfToken(readCookie(header, sessionCookie().name));
