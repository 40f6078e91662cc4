import { request as httpRequest, type IncomingMessage } from "node:http";
import { connect } from "node:net";
import { setTimeout as wait } from "node:timers/promises";
import sharp from "sharp";
import { beforeEach, describe, expect, it, vi } from "vitest";
import type { Actor } from "@/lib/access/callers/actor";
import { startSession } from "@/lib/access/identity/auth";
import { sessionCookie } from "@/lib/access/identity/session-cookie";
import { revokeSessionsOf } from "@/lib/access/identity/sessions";
import { requestUpload } from "@/lib/assets/request-upload";
import { publish } from "@/lib/platform/events/publish";
import { restartLog } from "@/lib/platform/log";
import { newId } from "@/lib/shared/ids";
import { paths } from "@/lib/shared/paths";
import { db, truncateAll } from "@/lib/testing/database";
import { makeMember } from "@/lib/testing/factories";
import { cookieHeader, freshBrowser } from "@/lib/testing/next-headers";
import { startWebServer, type Ask } from "@/lib/testing/web-server";
import { routes } from "./routes";

vi.mock("next/headers", () => import("@/lib/testing/next-headers"));

let seen: { url: string; headers: Record<string, unknown>; body: string; isUntouched: boolean }[] = [];
const web = await startWebServer({
  pages: async (request, response) => {
    const isUntouched = !request.readableDidRead;
    const pieces: Buffer[] = [];
    for await (const piece of request) pieces.push(piece as Buffer);
    seen.push({ url: request.url!, headers: request.headers, body: Buffer.concat(pieces).toString(), isUntouched });
    response.writeHead(200, { "content-type": "text/html" }).end("a page");
  },
});
const own = { origin: web.origin };
const lines: string[] = [];

beforeEach(async () => {
  await truncateAll();
  freshBrowser();
  seen = [];
  lines.length = 0;
  process.env.LOG_LEVEL = "warn";
  restartLog((line) => lines.push(line));
});

/** A request as nobody's library would write it. */
function raw(text: string): Promise<string> {
  return new Promise((resolve, reject) => {
    const socket = connect(Number(new URL(web.origin).port), "127.0.0.1");
    let answer = "";
    socket.on("data", (piece) => (answer += piece.toString()));
    socket.on("close", () => resolve(answer));
    socket.on("error", reject);
    socket.write(text);
  });
}

describe("what is no request", () => {
  it("is refused with a 4xx, reaches nobody, and leaves no line in the log", async () => {
    const cases: [string, Ask, number][] = [
      ["/t/%ff", {}, 400],
      ["/t/%00", {}, 400],
      ["/api/queue?team=%00", {}, 400],
      ["/api/queue?team=x?%00", {}, 400],
      ["/api/media/%ff/video", {}, 400],
      ["/", { method: "TRACE" }, 405],
      ["/api/queue", { method: "DELETE" }, 405],
      ["/api/events?team=x", { method: "HEAD" }, 405],
      ["/api/queue", { method: "POST", headers: own }, 405],
      ["/sign-in", { method: "PUT", headers: own, body: "x" }, 405],
      ["/", { headers: { host: "a/b" } }, 400],
      ["/", { headers: { "content-length": "5" }, body: "hello" }, 400],
    ];
    for (const [path, ask, status] of cases)
      expect([path, ask.method, (await web.ask(path, ask)).status]).toEqual([path, ask.method, status]);
    expect(await raw("GET http://evil.example/ HTTP/1.1\r\nHost: x\r\n\r\n")).toMatch(/^HTTP\/1\.1 400 /);
    expect(await raw("nonsense\r\n\r\n")).toMatch(/^HTTP\/1\.1 400 /);
    expect([seen, lines]).toEqual([[], []]);
  });
});

describe("a change on a page", () => {
  const post = (headers: Record<string, string>, body = "[]") => web.ask("/sign-in", { method: "POST", headers, body });

  it("comes from a page of ours, whole, and with nothing of what a client said about itself", async () => {
    const body = JSON.stringify(["team", { prompt: 'brackets [[[[ in "words"' }]);
    const answer = await post(
      { ...own, "x-forwarded-for": "1.1.1.1", "x-forwarded-host": "evil.example", "x-dailies-client": "1.1.1.1" },
      body,
    );
    expect([answer.status, seen[0]!.body]).toEqual([200, body]);
    expect(seen[0]!.headers).toMatchObject({
      "x-dailies-client": "127.0.0.1",
      "x-dailies-origin": web.origin,
      "x-forwarded-for": "127.0.0.1",
      "x-forwarded-host": new URL(web.origin).host,
      "x-forwarded-proto": "http",
      "x-request-id": answer.headers.get("x-request-id"),
    });
  });

  it("is refused from anywhere else", async () => {
    const { port } = new URL(web.origin);
    for (const origin of [
      "null",
      "file://",
      "http://evil.example",
      `https://127.0.0.1:${port}`,
      "http://127.0.0.1",
      `${web.origin}.evil.example`,
    ])
      expect((await post({ origin })).status).toBe(403);
    expect((await post({})).status).toBe(403);
    expect((await post({ origin: "http://evil.example", "x-forwarded-host": "evil.example" })).status).toBe(403);
    expect(seen).toEqual([]);
  });

  it("is refused when it is too large, of unknown length, or nested without end", async () => {
    expect((await post(own, "x".repeat(1024 * 1024 + 1))).status).toBe(413);
    expect((await post({ ...own, "transfer-encoding": "chunked" })).status).toBe(411);
    expect((await post(own, "[".repeat(100_000))).status).toBe(400);
    expect((await post(own, `${'{"a":'.repeat(10_000)}1${"}".repeat(10_000)}`)).status).toBe(400);
    expect([seen, lines]).toEqual([[], []]);
    expect((await post(own, "x".repeat(1024 * 1024))).status).toBe(200);
  });

  it("is refused when it is written as no page of ours writes it", async () => {
    expect((await post({ ...own, "content-type": "multipart/form-data; boundary=b" }, "--b--")).status).toBe(415);
    const call = { ...own, "next-action": "a", "content-type": "text/plain;charset=UTF-8" };
    for (const body of ["{{{", "", "[", "{}", '["$F1"]', '["team",{"id":"$B0"}]']) expect((await post(call, body)).status).toBe(400);
    const login = (headers: Record<string, string>, body: string) =>
      web.ask("/api/auth/callback/credentials", { method: "POST", headers: { ...own, ...headers }, body });
    expect((await login({ "content-type": "application/json" }, "[")).status).toBe(415);
    expect((await login({}, "[")).status).toBe(415);
    expect([seen, lines]).toEqual([[], []]);
    expect((await post(call, '["team",{"prompt":"$$5, 海港"}]')).status).toBe(200);
  });

  it("leaves the body of a route untouched: Next hands no other to its own route handlers", async () => {
    await web.ask("/api/auth/callback/credentials", {
      method: "POST",
      headers: { ...own, "content-type": "application/x-www-form-urlencoded" },
      body: "email=a",
    });
    expect(seen).toMatchObject([{ body: "email=a", isUntouched: true }]);
  });
});

describe("a page", () => {
  it("may run only what its own server put into it, by a nonce that is new each time", async () => {
    const policies = await Promise.all(
      [web.ask("/"), web.ask("/")].map(async (answer) => (await answer).headers.get("content-security-policy")!),
    );
    expect(policies[0]).toMatch(/script-src 'nonce-[\w+/]{22}==' 'strict-dynamic';/);
    for (const part of ["base-uri 'none'", "object-src 'none'", "frame-ancestors 'none'", "form-action 'self'"])
      expect(policies[0]).toContain(part);
    expect(policies[0]).not.toContain("unsafe-eval");
    expect(policies[1]).not.toBe(policies[0]);
    expect(policies).toContain(seen[0]!.headers["content-security-policy"]);
  });

  it("asks for https ever after, where PUBLIC_URL has it, behind a proxy that says nothing", async () => {
    const secure = await startWebServer({ publicUrl: "https://studio.example" });
    const answer = await secure.ask("/", { headers: { host: "webs" } });
    expect(answer.headers.get("strict-transport-security")).toBe("max-age=31536000");
    expect((await web.ask("/")).headers.get("strict-transport-security")).toBeNull();
    const post = (origin: string) => secure.ask("/sign-in", { method: "POST", headers: { host: "webs", origin }, body: "[]" });
    expect([(await post("https://studio.example")).status, (await post("http://webs")).status]).toEqual([404, 403]);
  });
});

describe("signing out", () => {
  it("closes the streams of that session at once, and those of no other", async () => {
    const { userId, teamId } = await makeMember("viewer");
    const { slug } = await db.team.findUniqueOrThrow({ where: { id: teamId } });
    const listen = async () => {
      freshBrowser();
      await startSession(userId);
      const { id: session } = await db.session.findFirstOrThrow({ where: { userId }, orderBy: { id: "desc" } });
      const headers = { cookie: cookieHeader() };
      const answer = await new Promise<IncomingMessage>((resolve, reject) =>
        httpRequest(`${web.origin}${paths.api.events(slug)}`, { headers }, resolve)
          .on("error", reject)
          .end(),
      );
      let text = "";
      answer.setEncoding("utf8").on("data", (piece: string) => (text += piece));
      answer.on("error", () => undefined);
      return { session, heard: () => text, ended: new Promise((resolve) => answer.once("close", resolve)) };
    };
    const [left, stays] = [await listen(), await listen()];
    await revokeSessionsOf(userId, { id: left.session });
    await left.ended;
    const id = newId();
    await publish(db, { teamId, kind: "project", id });
    await vi.waitFor(() => expect(stays.heard()).toContain(id));
    expect(left.heard()).not.toContain(id);
    // All streams are looked at within a minute anyway.
  }, 50_000);

  it("makes the browser forget what it kept, and signing in does not", async () => {
    const { name } = sessionCookie();
    let value = "";
    const ending = await startWebServer({
      pages: (_, response) => {
        response.setHeader("set-cookie", ["other=1; Path=/", `${name}=${value}; Path=/; Expires=Thu, 01 Jan 1970 00:00:00 GMT`]);
        return Promise.resolve(void response.end());
      },
    });
    const clears = async () =>
      (await ending.ask("/sign-in", { method: "POST", headers: { origin: ending.origin }, body: "[]" })).headers.get("clear-site-data");
    expect(await clears()).toBe('"cache"');
    value = "a-token";
    expect(await clears()).toBeNull();
  });
});

describe("every route", () => {
  it("says who may, refuses strangers alike, and has headers that let it run nothing", async () => {
    for (const { method, path, door } of routes) {
      const answer = await web.ask(path.replaceAll(/:\w+/g, "x"), { method, headers: method === "GET" || method === "HEAD" ? {} : own });
      if (door.permission !== "anyone") expect([path, answer.status]).toEqual([path, 401]);
      expect(answer.headers.get("x-content-type-options")).toBe("nosniff");
      expect(Number(answer.headers.get("content-length"))).toBeGreaterThan(0);
    }
  });

  it("tells HEAD the length that GET has", async () => {
    for (const path of ["/api/health/live", "/api/queue?team=x"]) {
      const [head, get] = [await web.ask(path, { method: "HEAD" }), await web.ask(path)];
      expect([head.status, head.headers.get("content-length"), await head.text()]).toEqual([
        get.status,
        get.headers.get("content-length"),
        "",
      ]);
    }
  });
});

const TUS = { "tus-resumable": "1.0.0", "upload-offset": "0", "content-type": "application/offset+octet-stream" };

describe("an upload", () => {
  let actor: Actor;
  let bytes: Buffer;
  let path: string;
  beforeEach(async () => {
    actor = await makeMember("creator");
    await startSession(actor.userId);
    bytes = await sharp({ create: { width: 640, height: 480, channels: 3, noise: { type: "gaussian", mean: 120, sigma: 60 } } as never })
      .png()
      .toBuffer();
    const { asset } = await requestUpload(actor, { name: "noise.png", mimeType: "image/png", sizeBytes: bytes.length });
    path = `/api/uploads/${asset.id}`;
  });

  it("arrives in as many pieces as its line makes of it", async () => {
    const request = httpRequest(`${web.origin}${path}`, {
      method: "PATCH",
      headers: { ...own, ...TUS, cookie: cookieHeader(), "content-length": bytes.length },
    });
    const answered = new Promise<number>((resolve, reject) => {
      request.on("response", (answer) => resolve(answer.resume().statusCode!));
      request.on("error", reject);
    });
    const piece = Math.ceil(bytes.length / 20);
    for (let start = 0; start < bytes.length; start += piece) {
      await new Promise((resolve) => request.write(bytes.subarray(start, start + piece), resolve));
      await wait(5);
    }
    request.end();
    expect(await answered).toBe(200);
    expect(await db.asset.count({ where: { status: "ready" } })).toBe(1);
  });

  it("that breaks off leaves its row as it was, no line in the log, and goes on where it was", async () => {
    const request = httpRequest(`${web.origin}${path}`, {
      method: "PATCH",
      headers: { ...own, ...TUS, cookie: cookieHeader(), "content-length": bytes.length },
    });
    request.on("error", () => undefined);
    await new Promise((resolve) => request.write(bytes.subarray(0, 400_000), resolve));
    await vi.waitFor(async () => expect(await db.asset.count({ where: { leaseToken: { not: null } } })).toBe(1));
    request.destroy();
    const head = await web.ask(path, { method: "HEAD", headers: { "tus-resumable": "1.0.0" } });
    const offset = Number(head.headers.get("upload-offset"));
    expect(offset).toBeGreaterThan(0);
    const rest = { ...own, ...TUS, "upload-offset": String(offset) };
    expect((await web.ask(path, { method: "PATCH", headers: rest, body: bytes.subarray(offset) })).status).toBe(200);
    expect(lines).toEqual([]);
  });

  it("is refused to another site's page", async () => {
    for (const method of ["PATCH", "DELETE", "OPTIONS"])
      expect((await web.ask(path, { method, headers: { ...TUS, origin: "http://evil.example" } })).status).toBe(403);
  });
});
