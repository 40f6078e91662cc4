import { Prisma } from "@/lib/platform/db/generated/client";
import { AppError } from "@/lib/shared/errors";
import { readSlug } from "@/lib/shared/slug";
import type { Actor } from "../callers/actor";
import { requireInSight, saidByAddress } from "../callers/in-sight";
import { secretOfCookies } from "../identity/session-cookie";
import { findCaller, findLiveSessions, findSessionUser, type OfTeam, type SessionUser } from "../identity/sessions";
import type { Door } from "../operation";
import { may, roleMay, type Permission } from "../permissions";
import { assertOwnOrigin } from "./own-origin";

/** A request as doors read it, whoever received it. */
export interface Asked {
  method: string;
  url: string;
  headers: Pick<Headers, "get">;
}

/** Who is signed in, by the request's own cookie; null for anybody else. */
export async function findRequestUser(request: Asked): Promise<SessionUser | null> {
  const secret = await secretOfCookies(request.headers.get("cookie"));
  return secret === null ? null : findSessionUser(secret);
}

/** A member behind a request, with the row that they asked for. */
export interface Admitted<R extends OfTeam> {
  actor: Actor;
  sessionId: string;
  row: R;
}

/** The member of `?team=slug` behind a route's request. */
export function requireRouteActor(request: Asked, door: Door<Permission>): Promise<Admitted<OfTeam>> {
  const slug = readSlug(new URL(request.url).searchParams.get("team") ?? "");
  return requireRowActor(request, door, slug ? Prisma.sql`SELECT id AS "teamId" FROM teams WHERE slug = ${slug}` : null);
}

/**
 * The member behind a request for one row, where the team is the row's own; refuses strangers, and other sites' pages.
 * Another team's row gets the same answer as one that there is not.
 * @param row a SELECT of it, with `"teamId"`; null for what cannot be one
 */
export async function requireRowActor<R extends OfTeam>(
  request: Asked,
  door: Door<Permission>,
  row: Prisma.Sql | null,
): Promise<Admitted<R>> {
  assertOwnOrigin(request.headers, request.method);
  const secret = await secretOfCookies(request.headers.get("cookie"));
  const caller = secret === null ? null : await findCaller<R>(secret, row ?? NO_ROW);
  if (!caller) throw new AppError("not-signed-in");
  if (!caller.row || !caller.role) throw new AppError("not-found");
  const actor: Actor = { userId: caller.userId, teamId: caller.row.teamId, role: caller.role, hidden: caller.hidden };
  if (!may(actor, door.permission)) throw new AppError("not-allowed");
  await requireInSight(actor, saidByAddress(request.url));
  return { actor, sessionId: caller.sessionId, row: caller.row };
}

const NO_ROW = Prisma.sql`SELECT NULL::uuid AS "teamId" WHERE false`;

/** Somebody who listens to a team for as long as a page is open. */
export interface Listening {
  sessionId: string;
  teamId: string;
}

/**
 * For streams that stay open: those that still are signed in and may do this, with the session and the role of now, each
 * with the projects that are hidden from them. It costs the same for one as for a thousand.
 */
export async function findAllowed<T extends Listening>(
  listening: readonly T[],
  door: Door<Permission>,
): Promise<Map<T, readonly string[]>> {
  const sessions = await findLiveSessions(listening.map(({ sessionId }) => sessionId));
  return new Map(
    listening.flatMap((one) => {
      const membership = sessions.get(one.sessionId)?.find(({ teamId }) => teamId === one.teamId);
      return membership && roleMay(membership.role, door.permission) ? [[one, membership.hidden] as const] : [];
    }),
  );
}
