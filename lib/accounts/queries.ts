import { db, type Db } from "@/lib/platform/db/client";
import type { Session } from "@/lib/platform/db/generated/client";
import { getEnv } from "@/lib/platform/env";
import { hashSecret } from "@/lib/shared/secrets";
import { listProviders } from "@/lib/access/identity/outside/providers";
import { isLive, type SessionUser } from "@/lib/access/identity/sessions";
import { browserOf } from "./browser";
import { findRelyingParty } from "./passkeys/relying-party";
import type { AccessView, HomeView, InvitationView, ProvableView, SessionView } from "./view";

/** Whether nobody has an account yet, so that the next visitor is the owner. */
export async function isFreshServer(): Promise<boolean> {
  return (await db.user.findFirst({ select: { id: true } })) === null;
}

/** What somebody has one way or the other for themselves; null: not here, for nobody. */
export async function readSwitches({ id }: Pick<SessionUser, "id">): Promise<{ showsClip: boolean; looksForFaces: boolean | null }> {
  const { showsClip, looksForFaces } = await db.user.findUniqueOrThrow({
    where: { id },
    select: { showsClip: true, looksForFaces: true },
  });
  return { showsClip, looksForFaces: getEnv().faceCheck ? looksForFaces : null };
}

/** By what this person can show who they are. */
export async function readProvable({ id, email }: Pick<SessionUser, "id" | "email">): Promise<ProvableView> {
  const { passwordHash, passkeys, identities } = await db.user.findUniqueOrThrow({
    where: { id },
    select: { passwordHash: true, passkeys: { select: { rpId: true } }, identities: { select: { provider: true } } },
  });
  const party = await findRelyingParty();
  const known = new Set<string>(identities.map(({ provider }) => provider));
  return {
    ...{ email, hasPassword: passwordHash !== null, hasPasskey: passkeys.some(({ rpId }) => rpId === party?.id) },
    providers: listProviders().filter(({ id }) => known.has(id)),
  };
}

/** Invitations that can still be accepted. */
export const openInvite = (now: Date) => ({ acceptedAt: null, revokedAt: null, expiresAt: { gt: now }, team: { deletedAt: null } });

/** What an invitation's link leads to; null when it was used, revoked, ran out or never existed, which look the same. */
export async function getInvite(token: string): Promise<InvitationView | null> {
  const invite = await db.invite.findFirst({
    where: { tokenHash: hashSecret(token), ...openInvite(new Date()) },
    select: { role: true, expiresAt: true, team: { select: { name: true } }, createdBy: { select: { name: true } } },
  });
  if (!invite) return null;
  return { teamName: invite.team.name, role: invite.role, invitedBy: invite.createdBy.name, expiresAt: invite.expiresAt.toISOString() };
}

/** A team's slug with that of its first project: where somebody who just joined begins. */
export async function homeOf(tx: Db, teamId: string): Promise<HomeView> {
  const team = await tx.team.findUniqueOrThrow({
    where: { id: teamId },
    select: {
      slug: true,
      projects: {
        where: { deletedAt: null, archivedAt: null, isPrivate: false },
        orderBy: [{ createdAt: "asc" }, { id: "asc" }],
        take: 1,
        select: { slug: true },
      },
    },
  });
  return { team: team.slug, project: team.projects[0]?.slug ?? null };
}

/** Where this person is signed in, the one that asks first. */
export async function listSessions(user: SessionUser): Promise<SessionView[]> {
  const sessions = await db.$queryRaw<Pick<Session, "id" | "createdAt" | "lastSeenAt" | "userAgent">[]>`
    SELECT session.id, session.created_at AS "createdAt", session.last_seen_at AS "lastSeenAt", session.user_agent AS "userAgent"
    FROM sessions AS session JOIN users AS account ON account.id = session.user_id
    WHERE session.user_id = ${user.id}::uuid AND ${isLive()} ORDER BY session.last_seen_at DESC LIMIT 50`;
  return sessions
    .map((session) => ({
      id: session.id,
      browser: browserOf(session.userAgent),
      startedAt: session.createdAt.toISOString(),
      lastSeenAt: session.lastSeenAt.toISOString(),
      isThis: session.id === user.sessionId,
    }))
    .sort((a, b) => Number(b.isThis) - Number(a.isThis));
}

/** What happened to this person's account lately, the newest first. */
export async function listAccess(user: Pick<SessionUser, "id">): Promise<AccessView[]> {
  const events = await db.accessEvent.findMany({ where: { userId: user.id, isCopy: false }, orderBy: { id: "desc" }, take: 30 });
  return events.map((event) => ({
    id: String(event.id),
    kind: event.kind,
    at: event.at.toISOString(),
    network: event.network === "unknown" ? null : event.network,
  }));
}
