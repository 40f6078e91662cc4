import { AppError } from "@/lib/shared/errors";
import type { Actor } from "../callers/actor";
import { actorFor, findActorBySlug } from "../callers/actor-for";
import { secretOfCookies } from "../identity/session-cookie";
import { findLiveSessions, findSessionUser, type SessionUser } from "../identity/sessions";
import type { Door } from "../operation";
import { may, roleMay, type Permission } from "../permissions";
import { assertOwnOrigin } from "./own-origin";

/** Who is signed in, by the request's own cookie; null for anybody else. */
export async function findRequestUser(request: Request): Promise<SessionUser | null> {
  const secret = await secretOfCookies(request.headers.get("cookie"));
  return secret === null ? null : findSessionUser(secret);
}

/** The signed-in person behind a route's request; refuses strangers, and other sites' pages. */
async function requireRouteUser(request: Request): Promise<SessionUser> {
  assertOwnOrigin(request.headers, request.method);
  const user = await findRequestUser(request);
  if (!user) throw new AppError("not-signed-in");
  return user;
}

/** The member of `?team=slug` behind a route's request. */
export async function requireRouteActor(request: Request, door: Door<Permission>): Promise<{ actor: Actor; user: SessionUser }> {
  const user = await requireRouteUser(request);
  const member = await findActorBySlug(user.id, new URL(request.url).searchParams.get("team") ?? "");
  if (!member) throw new AppError("not-found");
  if (!may(member.actor, door.permission)) throw new AppError("not-allowed");
  return { actor: member.actor, user };
}

/**
 * The member behind a request for one row's bytes, where the team is the row's own. Pass null for a row that does not
 * exist: it and another team's row get the same answer.
 */
export async function requireRowActor(request: Request, door: Door<Permission>, teamId: string | null | undefined): Promise<Actor> {
  const user = await requireRouteUser(request);
  if (!teamId) throw new AppError("not-found");
  const actor = await actorFor(user.id, teamId);
  if (!may(actor, door.permission)) throw new AppError("not-allowed");
  return actor;
}

/** Somebody who listens to a team for as long as a page is open. */
export interface Listening {
  sessionId: string;
  teamId: string;
}

/**
 * For streams that stay open: those that still are signed in and may do this, with the session and the role of now.
 * It costs the same for one as for a thousand.
 */
export async function findAllowed<T extends Listening>(listening: readonly T[], door: Door<Permission>): Promise<Set<T>> {
  const sessions = await findLiveSessions(listening.map(({ sessionId }) => sessionId));
  return new Set(
    listening.filter(({ sessionId, teamId }) => {
      const role = sessions.get(sessionId)?.find((membership) => membership.teamId === teamId)?.role;
      return role !== undefined && roleMay(role, door.permission);
    }),
  );
}
