import { db, type Db } from "@/lib/platform/db/client";
import type { Role } from "../callers/actor";
import { hashSecret, newId, newSecret } from "@/lib/shared/ids";

const DAY_MS = 24 * 60 * 60 * 1000;
/** Nobody stays signed in longer, however busy. */
export const SESSION_MAX_AGE_MS = 30 * DAY_MS;
/** A browser that was not seen for so long has to sign in again. */
const IDLE_MS = 7 * DAY_MS;
/** Seeing someone is written down at most so often, so that reading a page costs no write. */
const SEEN_EVERY_MS = 60 * 1000;

export interface SessionUser {
  id: string;
  email: string;
  name: string;
  locale: string | null;
  /** Which of the person's sessions this is; not a secret. */
  sessionId: string;
}

/** Opens a session and returns its secret, which is nowhere else: the row keeps a hash. */
export async function openSession(userId: string, userAgent: string | null = null): Promise<string> {
  const now = Date.now();
  const secret = newSecret();
  // Sessions that can never be used again go when the next one comes.
  await db.session.deleteMany({ where: { userId, expiresAt: { lt: new Date(now) } } });
  await db.session.create({
    data: {
      id: newId(),
      userId,
      secretHash: hashSecret(secret),
      createdAt: new Date(now),
      lastSeenAt: new Date(now),
      expiresAt: new Date(now + SESSION_MAX_AGE_MS),
      userAgent: userAgent?.slice(0, 300) ?? null,
    },
  });
  return secret;
}

export const liveSession = (now: number) => ({
  revokedAt: null,
  expiresAt: { gt: new Date(now) },
  lastSeenAt: { gt: new Date(now - IDLE_MS) },
  user: { disabledAt: null },
});

/** Who holds this secret, or null when the session ended, ran out, lay idle, or the account is disabled. */
export async function findSessionUser(secret: string): Promise<SessionUser | null> {
  const now = Date.now();
  const session = await db.session.findFirst({
    where: { secretHash: hashSecret(secret), ...liveSession(now) },
    select: { id: true, lastSeenAt: true, user: { select: { id: true, email: true, name: true, locale: true } } },
  });
  if (!session) return null;
  if (session.lastSeenAt.getTime() < now - SEEN_EVERY_MS) {
    // Only forward: of two requests at once the later one counts.
    await db.session.updateMany({
      where: { id: session.id, lastSeenAt: { lt: new Date(now - SEEN_EVERY_MS) } },
      data: { lastSeenAt: new Date(now) },
    });
  }
  return { ...session.user, sessionId: session.id };
}

/** Those of these sessions that still are good, each with what its person is a member of; for streams that stay open. */
export async function findLiveSessions(ids: string[]): Promise<Map<string, { teamId: string; role: Role }[]>> {
  const sessions = await db.session.findMany({
    where: { id: { in: [...new Set(ids)] }, ...liveSession(Date.now()) },
    select: { id: true, user: { select: { memberships: { select: { teamId: true, role: true } } } } },
  });
  return new Map(sessions.map(({ id, user }) => [id, user.memberships]));
}

/** Ends the session of this secret at once, on every server process. */
export async function revokeSession(secret: string): Promise<void> {
  await db.session.updateMany({ where: { secretHash: hashSecret(secret), revokedAt: null }, data: { revokedAt: new Date() } });
}

/** Signs someone out: in one of their sessions, everywhere but in one, or everywhere. */
export async function revokeSessionsOf(userId: string, { id }: { id?: string | { not: string } } = {}, tx: Db = db): Promise<void> {
  await tx.session.updateMany({ where: { userId, revokedAt: null, ...(id && { id }) }, data: { revokedAt: new Date() } });
}
