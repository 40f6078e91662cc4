import { AppError } from "@/lib/shared/errors";
import type { Actor } from "../callers/actor";
import { actorFor, findActorBySlug } from "../callers/actor-for";
import { getCurrentUser, type CurrentUser } from "../callers/current-user";
import { isSessionLive } from "../identity/sessions";
import type { Door } from "../operation";
import { may, type Permission } from "../permissions";
import { assertOwnOrigin } from "./own-origin";

/** The signed-in person behind a route's request; refuses strangers, and other sites' pages. */
async function requireRouteUser(request: Request): Promise<CurrentUser> {
  assertOwnOrigin(request.headers, request.method);
  const user = await getCurrentUser();
  if (!user) throw new AppError("not-signed-in");
  return user;
}

/** The member of `?team=slug` behind a route's request. */
export async function requireRouteActor(request: Request, door: Door<Permission>): Promise<{ actor: Actor; user: CurrentUser }> {
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

/** For streams that stay open: whether this person still is signed in and may do this, with the role of now; else null. */
export async function recheckActor(user: CurrentUser, teamId: string, door: Door<Permission>): Promise<Actor | null> {
  if (!(await isSessionLive(user.sessionId))) return null;
  try {
    const actor = await actorFor(user.id, teamId);
    return may(actor, door.permission) ? actor : null;
  } catch (error) {
    if (error instanceof AppError) return null;
    throw error;
  }
}
