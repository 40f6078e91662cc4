import { beforeEach, describe, expect, it, vi } from "vitest";
import { z } from "zod";
import { Prisma } from "@/lib/platform/db/generated/client";
import { AppError } from "@/lib/shared/errors";
import { newId } from "@/lib/shared/ids";
import { db } from "@/lib/testing/database";
import { makeMember } from "@/lib/testing/factories";
import { browser, cookieHeader, freshBrowser } from "@/lib/testing/next-headers";
import { ROLES, type Actor, type Role } from "../callers/actor";
import { startSession } from "../identity/auth";
import { getCurrentUser } from "../callers/current-user";
import { PERMISSIONS, roleMay, type Permission } from "../permissions";
import { findMember, requireMember } from "../callers/require-member";
import { revokeSessionsOf } from "../identity/sessions";
import { operation } from "../operation";
import { asAction } from "./as-action";
import { asRoute } from "./as-route";
import { errorResponse } from "./json-response";
import { findAllowed, requireRowActor } from "./request-actor";

vi.mock("next/headers", () => import("@/lib/testing/next-headers"));

const slugOf = async (actor: Actor) => (await db.team.findUniqueOrThrow({ where: { id: actor.teamId } })).slug;

async function signedInMember(role: Role): Promise<Actor & { slug: string }> {
  const actor = await makeMember(role);
  await startSession(actor.userId);
  return { ...actor, slug: await slugOf(actor) };
}

const schema = z.object({ text: z.string().min(1) });
const echo = (actor: Actor, input: { text: string }) => Promise.resolve({ actor, text: input.text });
const action = <T>(permission: Permission, run: (actor: Actor, input: { text: string }) => Promise<T>) =>
  asAction(operation({ name: "test", permission, input: schema, run }));
const route = (permission: Permission) =>
  asRoute(
    operation({
      name: "test",
      permission,
      input: z.object({ q: z.string().nullable().default(null) }),
      run: (actor, { q }) => Promise.resolve({ role: actor.role, q }),
    }),
  );
const doorOf = (permission: Permission) => ({ name: "test", permission });

beforeEach(() => freshBrowser());

describe("a team's action", () => {
  it("hands the member of this moment and the checked input to the use case", async () => {
    const { slug, ...actor } = await signedInMember("creator");
    expect(await action("projects.write", echo)(slug, { text: "hi" })).toEqual({ ok: true, data: { actor, text: "hi" } });
  });

  it("refuses who is not signed in, also once the session was ended elsewhere", async () => {
    const call = action("team.read", echo);
    const refused = { ok: false, error: { code: "not-signed-in" } };
    expect(await call("any", { text: "hi" })).toEqual(refused);
    const { slug, userId } = await signedInMember("owner");
    expect(await call(slug, { text: "hi" })).toMatchObject({ ok: true });
    await revokeSessionsOf(userId);
    expect(await call(slug, { text: "hi" })).toEqual(refused);
  });

  it("answers a stranger's team and none at all alike, before it looks at the input", async () => {
    const call = action("team.read", echo);
    const elsewhere = await slugOf(await makeMember("owner"));
    await signedInMember("owner");
    for (const slug of [elsewhere, "never-was", "", { contains: "" }]) {
      expect(await call(slug as string, { text: "" })).toEqual({ ok: false, error: { code: "not-found" } });
    }
  });

  it("does nothing for a page of another site", async () => {
    const { slug } = await signedInMember("owner");
    for (const origin of [null, "null", "http://evil.example", "https://localhost:3000", "http://localhost:3001"]) {
      if (origin === null) browser.headers.delete("origin");
      else browser.headers.set("origin", origin);
      expect(await action("team.read", echo)(slug, { text: "hi" })).toEqual({ ok: false, error: { code: "not-allowed" } });
    }
  });

  it("refuses bad input with a reason per field", async () => {
    const { slug } = await signedInMember("owner");
    expect(await action("team.read", echo)(slug, { text: "" })).toEqual({
      ok: false,
      error: { code: "bad-input", fields: { text: { code: "required" } } },
    });
  });

  it.each(PERMISSIONS)("checks the role for %s, action and route alike", async (permission) => {
    for (const role of ROLES) {
      freshBrowser();
      const { slug } = await signedInMember(role);
      const allowed = roleMay(role, permission);
      const answer = await action(permission, echo)(slug, { text: "hi" });
      expect(answer.ok ? "ok" : answer.error.code).toBe(allowed ? "ok" : "not-allowed");
      const response = await route(permission)(
        new Request(`http://localhost:3000/api/x?team=${slug}`, { headers: { cookie: cookieHeader() } }),
        {},
      );
      expect(response.status).toBe(allowed ? 200 : 403);
    }
  });

  it("returns a refusal with its values, and of a bug nothing but a reference", async () => {
    const { slug } = await signedInMember("owner");
    const refuse = () => Promise.reject(new AppError("conflict", { values: { count: 2 } }));
    expect(await action("team.read", refuse)(slug, { text: "hi" })).toEqual({
      ok: false,
      error: { code: "conflict", values: { count: 2 } },
    });
    const fail = () => Promise.reject(new Error("secret detail"));
    const answer = await action("team.read", fail)(slug, { text: "hi" });
    expect(answer).toEqual({ ok: false, error: { code: "unexpected", ref: expect.stringMatching(/^[0-9a-f]{8}$/) as string } });
  });
});

describe("a team's route", () => {
  const get = (query: string, headers: Record<string, string> = {}) =>
    route("team.read")(new Request(`http://localhost:3000/api/x${query}`, { headers: { cookie: cookieHeader(), ...headers } }), {});

  it("answers members in JSON that nobody caches", async () => {
    const { slug } = await signedInMember("viewer");
    const response = await get(`?team=${slug}&q=1`, { "sec-fetch-site": "same-origin" });
    expect(response.status).toBe(200);
    expect(response.headers.get("cache-control")).toContain("no-store");
    expect(response.headers.get("cross-origin-resource-policy")).toBe("same-origin");
    expect(await response.json()).toEqual({ ok: true, data: { role: "viewer", q: "1" } });
  });

  it("answers everybody else with the status of the refusal", async () => {
    expect((await get("?team=x")).status).toBe(401);
    const { slug } = await signedInMember("viewer");
    const other = await get("?team=never-was");
    expect([other.status, await other.json()]).toEqual([404, { ok: false, error: { code: "not-found" } }]);
    expect((await get("")).status).toBe(404);
    expect((await get(`?team=${slug}`, { "sec-fetch-site": "cross-site", "sec-fetch-mode": "no-cors" })).status).toBe(403);
    expect((await get(`?team=${slug}`, { "sec-fetch-site": "cross-site", "sec-fetch-mode": "navigate" })).status).toBe(200);
  });
});

describe("a route for one row's bytes", () => {
  const put = (headers: Record<string, string>) =>
    new Request("http://localhost:3000/api/uploads/1", {
      method: "PUT",
      headers: { host: "localhost:3000", cookie: cookieHeader(), ...headers },
    });
  const own = { origin: "http://localhost:3000" };
  const statusOf = (request: Request, teamId: string | null) =>
    requireRowActor(
      request,
      doorOf("assets.upload"),
      teamId === null ? null : Prisma.sql`SELECT id AS "teamId" FROM teams WHERE id::text = ${teamId}`,
    ).then(
      () => 200,
      (error: unknown) => errorResponse(error).status,
    );

  it("takes the team from the row, and answers another team's like none", async () => {
    const actor = await signedInMember("creator");
    const stranger = await makeMember("owner");
    expect(await statusOf(put(own), actor.teamId)).toBe(200);
    for (const teamId of [stranger.teamId, newId(), null, "nonsense"]) expect(await statusOf(put(own), teamId)).toBe(404);
  });

  it("changes nothing for a page of another site", async () => {
    const { teamId } = await signedInMember("creator");
    for (const headers of [{}, { origin: "http://evil.example" }])
      expect(await statusOf(put(headers as Record<string, string>), teamId)).toBe(403);
  });

  it("is asked again by streams: membership, role and session of now", async () => {
    const actor = await signedInMember("creator");
    const { sessionId } = (await getCurrentUser())!;
    const stays = async (permission: Permission) =>
      (await findAllowed([{ sessionId, teamId: actor.teamId }], doorOf(permission))).size === 1;
    expect(await stays("generations.read")).toBe(true);
    expect(await stays("members.manage")).toBe(false);
    await db.membership.deleteMany({ where: { userId: actor.userId } });
    expect(await stays("generations.read")).toBe(false);
    await db.membership.create({ data: { userId: actor.userId, teamId: actor.teamId, role: "viewer" } });
    expect([await stays("generations.read"), await stays("generations.create")]).toEqual([true, false]);
    await revokeSessionsOf(actor.userId);
    expect(await stays("generations.read")).toBe(false);
  });
});

describe("a team's page", () => {
  const digestOf = (work: Promise<unknown>) =>
    work.then(
      () => "shown",
      (error: { digest?: string }) => error.digest ?? "no digest",
    );

  it("is for members; others sign in and come back, or find nothing", async () => {
    expect(await digestOf(requireMember("night", "/t/night/projects"))).toContain("/sign-in?returnTo=%2Ft%2Fnight%2Fprojects");
    expect(await findMember("night")).toBeNull();
    const { slug, ...actor } = await signedInMember("viewer");
    expect(await findMember(slug)).toEqual(await requireMember(slug));
    expect(await requireMember(slug)).toMatchObject({ actor, user: { id: actor.userId }, team: { id: actor.teamId, slug } });
    const elsewhere = await slugOf(await makeMember("owner"));
    expect(await digestOf(requireMember(elsewhere))).toBe(await digestOf(requireMember("never-was")));
    expect(await digestOf(requireMember(elsewhere))).toContain("404");
    expect(await findMember(elsewhere)).toBeNull();
  });
});
