import type { NextAuthOptions, User } from "next-auth";
import NextAuth from "next-auth";
import Credentials from "next-auth/providers/credentials";
import { cookies, headers } from "next/headers";
import type { NextRequest } from "next/server";
import { getEnv } from "@/lib/platform/env";
import { logError, logger } from "@/lib/platform/log";
import { AppError } from "@/lib/shared/errors";
import { paths, safeReturnTo } from "@/lib/shared/paths";
import { recordAccess } from "../record-access";
import { asksForCode } from "./asks-for-code";
import { checkCredentials } from "./check-credentials";
import { clientNetwork } from "../client-address";
import { normaliseEmail } from "./email";
import { readIdentity, type OutsideIdentity } from "./outside/identity";
import { meetIdentity } from "./outside/meet";
import { nextAuthProviders, OUTSIDE_PROVIDERS, type Claims } from "./outside/providers";
import { secretOfToken, sessionCookie, tokenOfSecret } from "./session-cookie";
import { findSessionUser, openSession, revokeSession, SESSION_MAX_AGE_MS } from "./sessions";

/**
 * Sign-in by next-auth, and nothing else imports it. A password sign-in means JWT cookies there, so the token carries
 * only the secret of a row in `sessions`, and that row is asked on every request: ending it ends the session at once.
 *
 * The studio's own forms use server actions, which check with the same `checkCredentials` and set the same cookie as
 * next-auth's routes under /api/auth do; whichever way a session began, both can read and end it.
 */
/** What Next hands to a route that catches the rest of its path. */
export interface AuthContext {
  params: Promise<{ nextauth: string[] }>;
}

const SESSION_MAX_AGE_SECONDS = SESSION_MAX_AGE_MS / 1000;

/** Where it will lead to, as next-auth notes it in a cookie. */
const CALLBACK_COOKIE = "next-auth.callback-url";

function authOptions(request: NextRequest): NextAuthOptions {
  const { authSecret } = getEnv();
  const cookie = sessionCookie();
  return {
    secret: authSecret,
    session: { strategy: "jwt", maxAge: SESSION_MAX_AGE_SECONDS },
    useSecureCookies: cookie.options.secure,
    cookies: { sessionToken: cookie },
    pages: { signIn: paths.signIn(), error: paths.signIn(), signOut: paths.signIn() },
    providers: [
      Credentials({
        name: "password",
        credentials: { email: { type: "email" }, password: { type: "password" } },
        async authorize(credentials, request) {
          try {
            const headers = new Headers(
              Object.entries(request.headers ?? {}).map(([key, value]) => [key, String(value)] as [string, string]),
            );
            const email = normaliseEmail(String(credentials?.email ?? "").slice(0, 1000));
            const password = String(credentials?.password ?? "").slice(0, 1000);
            const { userId: id, stamp } = await checkCredentials(email, password, clientNetwork(headers));
            // Only the studio's own form asks for it.
            if (await asksForCode(id)) throw new AppError("code-needed");
            return { id, sid: await openSession(id, headers.get("user-agent"), stamp) };
          } catch (error) {
            // next-auth puts the message into the URL it leads to, so it may only be a code.
            if (error instanceof AppError) throw new Error(error.code, { cause: error });
            logError(error);
            throw new Error("unexpected", { cause: error });
          }
        },
      }),
      ...nextAuthProviders(),
    ],
    callbacks: {
      // next-auth has looked at issuer, audience, nonce, state, signature and time of what a provider says.
      signIn: async ({ user, account, profile }) => {
        const provider = OUTSIDE_PROVIDERS.find((id) => id === account?.provider);
        if (!provider) return true;
        return meet(request, () => readIdentity(provider, (profile ?? {}) as Claims), user);
      },
      redirect: ({ url, baseUrl }) => {
        const path = url.startsWith(`${baseUrl}/`) ? url.slice(baseUrl.length) : url;
        return `${baseUrl}${safeReturnTo(path)}`;
      },
      jwt: ({ token, user, trigger }) => ({ sid: trigger === "signIn" ? user.sid : token.sid }),
      // Throwing is how next-auth is told that a cookie is no longer good: it clears it and answers {}.
      session: async ({ session, token }) => {
        const user = token.sid ? await findSessionUser(token.sid) : null;
        if (!user) throw new Error("session ended");
        return { expires: session.expires, user: { name: user.name, email: user.email } };
      },
    },
    events: {
      signOut: async ({ token }) => {
        if (token.sid) await revokeSession(token.sid);
      },
    },
    logger: {
      error: (code) => logger.warn({ code }, "next-auth refused a request"),
      warn: (code) => logger.debug({ code }, "next-auth warned"),
      debug: () => undefined,
    },
  };
}

/** Lets in whom a provider brings, by giving next-auth the session of their account; or says where to go instead, without a session. */
async function meet(request: NextRequest, identify: () => OutsideIdentity | null, user: User): Promise<true | string> {
  const secret = await secretOfToken(request.cookies.get(sessionCookie().name)?.value);
  const here = secret ? await findSessionUser(secret) : null;
  const noted = request.cookies.get(`__Secure-${CALLBACK_COOKIE}`) ?? request.cookies.get(CALLBACK_COOKIE);
  const url = URL.parse(noted?.value ?? "");
  const returnTo = safeReturnTo(url && `${url.pathname}${url.search}`);
  try {
    const identity = identify();
    if (!identity) throw new AppError("outside-refused");
    const met = await meetIdentity(identity, here, clientNetwork(request.headers));
    if (met === "here") return returnTo;
    if (met === "ask") return paths.signInNew(returnTo);
    user.sid = await openSession(met.userId, request.headers.get("user-agent"), met.stamp);
    return true;
  } catch (error) {
    if (!(error instanceof AppError)) logError(error);
    return paths.signInRefused(error instanceof AppError ? error.code : "unexpected");
  }
}

/** What next-auth answers to a request of its own routes. Whoever may ask is seen to in doors/auth-route.ts. */
export async function answerByNextAuth(request: NextRequest, context: AuthContext): Promise<Response> {
  // next-auth reads its address from the environment. Without a configured one it takes the request's Host, so that
  // localhost, 127.0.0.1 and the machine's address in the local network all work; redirects only ever keep to paths.
  const { publicUrl } = getEnv();
  if (publicUrl) process.env.NEXTAUTH_URL = publicUrl;
  else process.env.AUTH_TRUST_HOST = "1";
  return (await NextAuth(request, context, authOptions(request))) as Response;
}

/** The secret that this request's cookie carries, or null. Says nothing yet about whether the session is good. */
export async function readSessionSecret(): Promise<string | null> {
  return secretOfToken((await cookies()).get(sessionCookie().name)?.value);
}

/** The value of the session cookie for a new session of this person. @param stamp as for `openSession` */
export async function issueSession(
  userId: string,
  userAgent: string | null = null,
  stamp?: string,
): Promise<{ name: string; value: string; expires: Date }> {
  const sid = await openSession(userId, userAgent, stamp);
  const value = await tokenOfSecret(sid);
  return { name: sessionCookie().name, value, expires: new Date(Date.now() + SESSION_MAX_AGE_MS) };
}

/**
 * Signs this browser in: a new session in the place of whatever it had. Only where cookies can be set (actions, routes).
 * @param stamp as for `openSession` @throws AppError sign-in-again
 */
export async function startSession(userId: string, stamp?: string): Promise<void> {
  const previous = await readSessionSecret();
  const { name, value, expires } = await issueSession(userId, (await headers()).get("user-agent"), stamp);
  if (previous) await revokeSession(previous);
  (await cookies()).set(name, value, { ...sessionCookie().options, expires });
}

/** Signs this browser out, here and in the database. */
export async function endSession(): Promise<void> {
  const secret = await readSessionSecret();
  const user = secret && (await findSessionUser(secret));
  if (secret) await revokeSession(secret);
  if (user) await recordAccess("signedOut", { userId: user.id });
  const { name, options } = sessionCookie();
  (await cookies()).set(name, "", { ...options, expires: new Date(0) });
}
