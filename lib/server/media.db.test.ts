import { randomBytes } from "node:crypto";
import { beforeEach, describe, expect, it, vi } from "vitest";
import type { Actor } from "@/lib/access/callers/actor";
import { startSession } from "@/lib/access/identity/auth";
import { revokeSessionsOf } from "@/lib/access/identity/sessions";
import { mediaKey } from "@/lib/files/keys";
import { pool } from "@/lib/platform/db/pool";
import { getStorage } from "@/lib/platform/storage/storage";
import { newId } from "@/lib/shared/ids";
import { db, truncateAll } from "@/lib/testing/database";
import { makeFile, makeGeneration, makeMember, makeProject } from "@/lib/testing/factories";
import { freshBrowser } from "@/lib/testing/next-headers";
import { startWebServer } from "@/lib/testing/web-server";

vi.mock("next/headers", () => import("@/lib/testing/next-headers"));

const bytes = randomBytes(300_000);
let actor: Actor;
let id: string;

async function keep(mime = "video/mp4"): Promise<void> {
  const { sizeBytes, sha256 } = await getStorage().put(mediaKey(actor.teamId, id, "video"), bytes);
  const owner = { teamId: actor.teamId, generationId: id };
  await makeFile(owner, "video", { mime, bytes: sizeBytes, sha256, width: 1280, height: 720, durationMs: 5042 });
}

beforeEach(async () => {
  await truncateAll();
  freshBrowser();
  actor = await makeMember("viewer");
  await startSession(actor.userId);
  const project = await makeProject({ teamId: actor.teamId, name: "海港" });
  id = (await makeGeneration({ teamId: actor.teamId, projectId: project.id, status: "ready", prompt: "清晨，一艘船离港" })).id;
});

const web = await startWebServer();
const ask = (headers: Record<string, string> = {}, { method = "GET", of = id, variant = "video", query = "" } = {}): Promise<Response> =>
  web.ask(`/api/media/${of}/${variant}${query}`, { method, headers });

const bodyOf = async (response: Response) => Buffer.from(await response.arrayBuffer());

describe("the bytes of a clip", () => {
  it("are given whole to a member, with headers that let them run nothing", async () => {
    await keep();
    const response = await ask();
    expect(response.status).toBe(200);
    expect((await bodyOf(response)).equals(bytes)).toBe(true);
    expect(Object.fromEntries(response.headers)).toMatchObject({
      "accept-ranges": "bytes",
      "cache-control": "private, no-cache, no-transform",
      "content-length": "300000",
      "content-security-policy": "sandbox; default-src 'none'",
      "content-type": "video/mp4",
      "cross-origin-resource-policy": "same-origin",
      "x-content-type-options": "nosniff",
    });
    expect(response.headers.get("content-disposition")).toMatch(/^inline; /);
  });

  it("come in the part that was asked for", async () => {
    await keep();
    for (const [range, start, end] of [
      ["bytes=0-99", 0, 99],
      ["bytes=299990-", 299_990, 299_999],
      ["bytes=-5", 299_995, 299_999],
    ] as const) {
      const response = await ask({ range });
      expect(response.status).toBe(206);
      expect(response.headers.get("content-range")).toBe(`bytes ${start}-${end}/300000`);
      expect(response.headers.get("content-length")).toBe(String(end - start + 1));
      expect((await bodyOf(response)).equals(bytes.subarray(start, end + 1))).toBe(true);
    }
  });

  it("are refused for several parts at once, and behind the end", async () => {
    await keep();
    for (const range of ["bytes=0-1,5-6", "bytes=300000-"]) {
      const response = await ask({ range });
      expect([response.status, response.headers.get("content-range"), await response.text()]).toEqual([416, "bytes */300000", ""]);
    }
  });

  it("are whole again when the part was meant for another file", async () => {
    await keep();
    expect((await ask({ range: "bytes=0-9", "if-range": '"other"' })).status).toBe(200);
    const etag = (await ask()).headers.get("etag")!;
    expect((await ask({ range: "bytes=0-9", "if-range": etag })).status).toBe(206);
  });

  it("need not travel again", async () => {
    await keep();
    const etag = (await ask()).headers.get("etag")!;
    const again = await ask({ "if-none-match": etag });
    expect([again.status, await again.text()]).toEqual([304, ""]);
  });

  it("answer a HEAD with everything but themselves", async () => {
    await keep();
    const response = await ask({}, { method: "HEAD" });
    expect([response.status, response.headers.get("content-length"), await response.text()]).toEqual([200, "300000", ""]);
  });

  it("are downloaded under a name that says what they are, in its own script", async () => {
    await keep();
    const disposition = (await ask({}, { query: "?download=1" })).headers.get("content-disposition")!;
    expect(disposition).toMatch(/^attachment; filename="[\x20-\x7e]+"; filename\*=UTF-8''/);
    expect(decodeURIComponent(disposition.split("''")[1]!)).toBe(`海港_清晨-一艘船离港_720p_5s_${id.slice(-8)}.mp4`);
  });

  it("are never shown in place when they are of a kind that could run", async () => {
    await keep("image/svg+xml");
    expect((await ask()).headers.get("content-disposition")).toMatch(/^attachment; /);
  });

  it("do not exist for another team, after deletion, under another name, or when they never did", async () => {
    await keep();
    expect((await ask({}, { variant: "original" })).status).toBe(404);
    expect((await ask({}, { variant: "poster" })).status).toBe(404);
    expect((await ask({}, { of: newId() })).status).toBe(404);
    expect((await ask({}, { of: "..%2F..%2Fetc%2Fpasswd" })).status).toBe(404);
    await startSession((await makeMember("owner")).userId);
    const stranger = await ask();
    expect([stranger.status, stranger.headers.get("cache-control")]).toEqual([404, "private, no-store"]);
    await startSession(actor.userId);
    await db.generation.update({ where: { id }, data: { deletedAt: new Date() } });
    expect((await ask()).status).toBe(404);
  });

  it("say that they are damaged when they are gone or cut, and are kept by nobody while their row says so", async () => {
    await keep();
    const storageKey = mediaKey(actor.teamId, id, "video");
    await db.file.updateMany({ data: { damagedAt: new Date() } });
    expect((await ask()).headers.get("cache-control")).toBe("no-store");
    await getStorage().put(storageKey, bytes.subarray(0, 1000));
    for (const headers of [{}, { range: "bytes=200000-" }] as Record<string, string>[]) {
      const cut = await ask(headers);
      expect(cut.status).toBe(410);
      expect(await cut.json()).toMatchObject({ error: { code: "media-damaged" } });
    }
    await getStorage().delete(storageKey);
    expect((await ask()).status).toBe(410);
  });

  it("cost one statement, which asks each time whether the session still is good and what its person is in the team", async () => {
    await keep();
    await ask();
    const asked = vi.spyOn(pool.get(), "query");
    expect((await ask({ range: "bytes=0-9" })).status).toBe(206);
    expect(asked).toHaveBeenCalledOnce();
    asked.mockRestore();
    await db.membership.deleteMany({ where: { userId: actor.userId } });
    expect((await ask()).status).toBe(404);
    await revokeSessionsOf(actor.userId);
    expect((await ask()).status).toBe(401);
  });

  it("are refused to whoever is not signed in, and to pages of other sites", async () => {
    await keep();
    expect((await ask({ "sec-fetch-site": "cross-site" })).status).toBe(403);
    freshBrowser();
    expect((await ask()).status).toBe(401);
  });
});
