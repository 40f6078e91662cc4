import { db, withTransaction, type Db } from "@/lib/platform/db/client";
import { isReadOnly } from "@/lib/platform/db/errors";
import { Prisma, type Membership } from "@/lib/platform/db/generated/client";
import { ask } from "@/lib/platform/db/pool";
import { publish } from "@/lib/platform/events/publish";
import { AppError } from "@/lib/shared/errors";
import { newId } from "@/lib/shared/ids";
import { hashSecret, newSecret } from "@/lib/shared/secrets";
import { recordAccess } from "../record-access";
import { stampOf } from "./account-stamp";

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

/**
 * Opens a session and returns its secret, which is nowhere else: the row keeps a hash.
 * @param stamp of what opened the account when its person showed that it is theirs; nothing for an account that was just made
 * @throws AppError sign-in-again where something else opens it since: else a sign-in under way would outlive a new password
 */
export async function openSession(userId: string, userAgent: string | null = null, stamp?: string): Promise<string> {
  const now = Date.now();
  const secret = newSecret();
  // Sessions that can never be used again go when the next one comes.
  await db.session.deleteMany({ where: { userId, expiresAt: { lt: new Date(now) } } });
  const isOpen = await withTransaction(async (tx) => {
    if (stamp !== undefined && !(await isStill(tx, userId, stamp))) return false;
    await tx.session.create({
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
    return true;
  });
  if (isOpen) return secret;
  await recordAccess("refused", { userId });
  throw new AppError("sign-in-again");
}

/** Whoever sets a new password holds the same row: either they are seen here, or they wait and end the session that is opened now. */
async function isStill(tx: Db, userId: string, stamp: string): Promise<boolean> {
  await tx.$queryRaw`SELECT 1 FROM users WHERE id = ${userId}::uuid FOR SHARE`;
  return (await stampOf(userId, tx)) === stamp;
}

/** A session that is good now: not ended, not run out, not idle, and its account not disabled. For `session` joined with `account`. */
export const isLive = (): Prisma.Sql => Prisma.sql`session.revoked_at IS NULL AND session.expires_at > ${at(Date.now())}
  AND session.last_seen_at > ${at(Date.now() - IDLE_MS)} AND account.disabled_at IS NULL`;

/** A moment of this machine's clock. */
const at = (ms: number): Prisma.Sql => Prisma.sql`to_timestamp(${ms / 1000}::float8)`;

interface FoundSession {
  sessionId: string;
  isSeen: boolean;
  userId: string;
  email: string;
  userName: string;
  locale: string | null;
}

const sessionOf = (secret: string): Prisma.Sql => Prisma.sql`
  SELECT session.id AS "sessionId", session.last_seen_at > ${at(Date.now() - SEEN_EVERY_MS)} AS "isSeen",
         account.id AS "userId", account.email, account.name AS "userName", account.locale
  FROM sessions AS session JOIN users AS account ON account.id = session.user_id
  WHERE session.secret_hash = ${hashSecret(secret)} AND ${isLive()}`;

/** Who holds this secret, or null when the session ended, ran out, lay idle, or the account is disabled. */
export async function findSessionUser(secret: string): Promise<SessionUser | null> {
  const [found] = await ask<FoundSession>(sessionOf(secret));
  if (!found) return null;
  await noteSeen(found);
  const { userId: id, email, userName: name, locale, sessionId } = found;
  return { id, email, name, locale, sessionId };
}

/** A deleted team has no members, until it is brought back. */
const LIVE_MEMBERSHIPS = Prisma.sql`
  SELECT membership.user_id, membership.team_id, membership.role,
    hidden_projects(membership.team_id, membership.user_id, membership.role) AS hidden
  FROM memberships AS membership JOIN teams AS team ON team.id = membership.team_id WHERE team.deleted_at IS NULL`;

/** What a row tells of whose it is. */
export interface OfTeam {
  teamId: string;
}

export interface Caller<R> {
  userId: string;
  sessionId: string;
  /** The row that was asked for, and what this person is in its team; null: there is none, they are nothing there. */
  row: R | null;
  role: Membership["role"] | null;
  /** Projects of its team that are not open to them. */
  hidden: readonly string[];
}

/**
 * Who holds this secret, the row they ask for, and their role in its team: one statement, because a clip is asked for in
 * hundreds of parts and the answer must be that of this moment each time. Null as for `findSessionUser`.
 * @param row a SELECT of one row at most, with `"teamId"` among its columns
 */
export async function findCaller<R extends OfTeam>(secret: string, row: Prisma.Sql): Promise<Caller<R> | null> {
  const [found] = await ask<FoundSession & Pick<Caller<R>, "role" | "hidden"> & R>(Prisma.sql`
    SELECT caller."sessionId", caller."isSeen", caller."userId", member.role, member.hidden, wanted.*
    FROM (${sessionOf(secret)}) AS caller LEFT JOIN (${row}) AS wanted ON true
    LEFT JOIN (${LIVE_MEMBERSHIPS}) AS member ON member.user_id = caller."userId" AND member.team_id = wanted."teamId"`);
  if (!found) return null;
  await noteSeen(found);
  return {
    userId: found.userId,
    sessionId: found.sessionId,
    row: found.teamId === null ? null : found,
    role: found.role,
    hidden: found.hidden,
  };
}

async function noteSeen({ sessionId, isSeen }: Pick<FoundSession, "sessionId" | "isSeen">): Promise<void> {
  if (isSeen) return;
  const now = Date.now();
  // Only forward: of two requests at once the later one counts.
  const seen = db.session.updateMany({
    where: { id: sessionId, lastSeenAt: { lt: new Date(now - SEEN_EVERY_MS) } },
    data: { lastSeenAt: new Date(now) },
  });
  await seen.catch((error: unknown) => {
    // What can be read is read: that somebody did can be noted later.
    if (!isReadOnly(error)) throw error;
  });
}

type LiveMembership = Pick<Membership, "teamId" | "role"> & { hidden: readonly string[] };

/** Those of these sessions that still are good, each with what its person is a member of; for streams that stay open. */
export async function findLiveSessions(ids: string[]): Promise<Map<string, LiveMembership[]>> {
  const rows = await ask<{ id: string } & { [K in keyof LiveMembership]: LiveMembership[K] | null }>(Prisma.sql`
    SELECT session.id, member.team_id AS "teamId", member.role, member.hidden
    FROM sessions AS session JOIN users AS account ON account.id = session.user_id LEFT JOIN (${LIVE_MEMBERSHIPS}) AS member ON member.user_id = account.id
    WHERE session.id = ANY(${[...new Set(ids)]}::uuid[]) AND ${isLive()}`);
  const live = new Map<string, LiveMembership[]>();
  for (const { id, teamId, role, hidden } of rows)
    live.set(id, [...(live.get(id) ?? []), ...(teamId && role ? [{ teamId, role, hidden: hidden ?? [] }] : [])]);
  return live;
}

/** Ends the session of this secret at once, on every server process. */
export async function revokeSession(secret: string): Promise<void> {
  const ended = await db.session.updateManyAndReturn({
    where: { secretHash: hashSecret(secret), revokedAt: null },
    data: { revokedAt: new Date() },
    select: { userId: true },
  });
  for (const { userId } of ended) await askStreamsAgain(userId, db);
}

/** Signs someone out: in one of their sessions, everywhere but in one, or everywhere. */
export async function revokeSessionsOf(userId: string, { id }: { id?: string | { not: string } } = {}, tx: Db = db): Promise<void> {
  await tx.session.updateMany({ where: { userId, revokedAt: null, ...(id && { id }) }, data: { revokedAt: new Date() } });
  await askStreamsAgain(userId, tx);
}

/** Open streams carry what clips are called, so those of an ended session close now and not at the next look round. */
async function askStreamsAgain(userId: string, tx: Db): Promise<void> {
  const teams = await tx.membership.findMany({ where: { userId }, select: { teamId: true } });
  for (const { teamId } of teams) await publish(tx, { teamId, kind: "member", id: userId });
}
