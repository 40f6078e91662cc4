import { getEnv } from "@/lib/platform/env";
import { AppError, httpStatusOf } from "@/lib/shared/errors";
import type { ActionResult } from "@/lib/shared/result";
import { toActionError } from "./action-error";
import type { Actor } from "../callers/actor";
import { actorFor, findActorBySlug } from "../callers/actor-for";
import { getCurrentUser, type CurrentUser } from "../callers/current-user";
import { may, type Permission } from "../permissions";
import { isSessionLive } from "../identity/sessions";

interface RouteContext<P> {
  params: Promise<P>;
}

/** What a read behind a route is given. */
export interface TeamRequest<P> {
  actor: Actor;
  user: CurrentUser;
  params: P;
  searchParams: URLSearchParams;
  request: Request;
}

/**
 * The door of reads that the browser asks for again: a GET handler for `?team=slug` that answers ActionResult as JSON,
 * 401 / 403 / 404 and the other codes as httpStatusOf says, never cached.
 */
export function teamRoute<T, P = Record<never, never>>(permission: Permission, handler: (input: TeamRequest<P>) => Promise<T>) {
  return async (request: Request, context: RouteContext<P>): Promise<Response> => {
    try {
      const { actor, user } = await requireRouteActor(request, permission);
      const params = await context.params;
      const data = await handler({ actor, user, params, searchParams: new URL(request.url).searchParams, request });
      return jsonResponse({ ok: true, data }, 200);
    } catch (error) {
      return errorResponse(error);
    }
  };
}

/** The signed-in person behind a route's request; refuses strangers, and other sites' pages. */
export async function requireRouteUser(request: Request): Promise<CurrentUser> {
  assertOwnOrigin(request);
  const user = await getCurrentUser();
  if (!user) throw new AppError("not-signed-in");
  return user;
}

/** The member of `?team=slug` behind a route's request. */
export async function requireRouteActor(request: Request, permission: Permission): Promise<{ actor: Actor; user: CurrentUser }> {
  const user = await requireRouteUser(request);
  const member = await findActorBySlug(user.id, new URL(request.url).searchParams.get("team") ?? "");
  if (!member) throw new AppError("not-found");
  if (!may(member.actor, permission)) throw new AppError("not-allowed");
  return { actor: member.actor, user };
}

/**
 * The member behind a request for one row's bytes, where the team is the row's own. Pass null for a row that does not
 * exist: it and another team's row get the same answer.
 */
export async function requireRowActor(request: Request, permission: Permission, teamId: string | null | undefined): Promise<Actor> {
  const user = await requireRouteUser(request);
  if (!teamId) throw new AppError("not-found");
  const actor = await actorFor(user.id, teamId);
  if (!may(actor, permission)) throw new AppError("not-allowed");
  return actor;
}

/** For streams that stay open: whether this person still is signed in and may do this, with the role of now; else null. */
export async function recheckActor(user: CurrentUser, teamId: string, permission: Permission): Promise<Actor | null> {
  if (!(await isSessionLive(user.sessionId))) return null;
  try {
    const actor = await actorFor(user.id, teamId);
    return may(actor, permission) ? actor : null;
  } catch (error) {
    if (error instanceof AppError) return null;
    throw error;
  }
}

/**
 * Refuses what a page of another site made the browser send. Reads trust Sec-Fetch-Site where a browser sends it;
 * whatever changes something must name an Origin of ours.
 */
export function assertOwnOrigin(request: Request): void {
  const { headers, method } = request;
  const site = headers.get("sec-fetch-site");
  if (method === "GET" || method === "HEAD") {
    // A link in a chat may lead to a download of ours; an image tag of another site may not.
    if (site === "cross-site" && headers.get("sec-fetch-mode") !== "navigate") throw new AppError("not-allowed");
    return;
  }
  const origin = URL.parse(headers.get("origin") ?? "");
  const { publicUrl } = getEnv();
  const ours = [headers.get("x-forwarded-host")?.split(",")[0]?.trim(), headers.get("host"), publicUrl && new URL(publicUrl).host];
  if (!origin?.host || !ours.includes(origin.host)) throw new AppError("not-allowed");
}

/** Any error as JSON, with the status of its code. */
export function errorResponse(error: unknown): Response {
  const answer = toActionError(error);
  return jsonResponse({ ok: false, error: answer }, httpStatusOf(answer.code));
}

/** JSON that no cache keeps and no other site reads. */
export function jsonResponse<T>(body: ActionResult<T>, status: number): Response {
  return Response.json(body, {
    status,
    headers: { "cache-control": "private, no-store", "cross-origin-resource-policy": "same-origin", "x-content-type-options": "nosniff" },
  });
}
