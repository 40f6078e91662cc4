import { createHash, randomBytes } from "node:crypto";
import { truncate, utimes } from "node:fs/promises";
import path from "node:path";
import { afterAll, afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import type { Actor } from "@/lib/access/callers/actor";
import { startSession } from "@/lib/access/identity/auth";
import { partKey, removeParts } from "@/lib/assets/parts/part-store";
import { requestUpload } from "@/lib/assets/request-upload";
import { sweepUploads } from "@/lib/assets/sweep-uploads";
import { forgetEnv, getEnv } from "@/lib/platform/env";
import { forgetStorage, getStorage } from "@/lib/platform/storage/storage";
import { newId } from "@/lib/shared/ids";
import { db, truncateAll } from "@/lib/testing/database";
import { makeAsset, makeMember } from "@/lib/testing/factories";
import { freshBrowser } from "@/lib/testing/next-headers";
import { startS3 } from "@/lib/testing/s3-server";
import { startWebServer, tusPart } from "@/lib/testing/web-server";

vi.mock("next/headers", () => import("@/lib/testing/next-headers"));

const MB = 1024 * 1024;
/** Noise is no file, but a twin of one that the team has: so the whole way is gone, and nothing has to be decoded. */
const BYTES = randomBytes(18 * MB);
const web = await startWebServer();
const bucket = await startS3();
let actor: Actor;
let twinId: string;

/** As the settings of a studio would say it. */
function keepIn(storage: "local" | "s3"): void {
  const { endpoint, bucket: name, region, accessKeyId, secretAccessKey, prefix } = bucket.settings;
  const s3 = { S3_ENDPOINT: endpoint, S3_BUCKET: name, S3_REGION: region, S3_ACCESS_KEY_ID: accessKeyId };
  const rest = { S3_SECRET_ACCESS_KEY: secretAccessKey, S3_PREFIX: prefix, S3_FORCE_PATH_STYLE: "true" };
  Object.assign(process.env, storage === "s3" ? { STORAGE: "s3", ...s3, ...rest } : { STORAGE: "local" });
  forgetEnv();
  forgetStorage();
}

beforeEach(async () => {
  await truncateAll();
  freshBrowser();
  actor = await makeMember("creator");
  await startSession(actor.userId);
  const sourceSha256 = createHash("sha256").update(BYTES).digest("hex");
  twinId = (await makeAsset({ teamId: actor.teamId, status: "ready", sourceSha256 })).id;
});
afterEach(() => keepIn("local"));
afterAll(() => bucket.stop());

const begin = async (sizeBytes = BYTES.length): Promise<string> =>
  (await requestUpload(actor, { name: "clip.mp4", mimeType: "video/mp4", sizeBytes })).asset.id;
const ask = (method: string, id: string, headers: Record<string, string> = {}): Promise<Response> =>
  web.ask(`/api/uploads/${id}`, { method, headers: { origin: web.origin, "tus-resumable": "1.0.0", ...headers } });
const offsetOf = async (id: string): Promise<number> => Number((await ask("HEAD", id)).headers.get("upload-offset"));
async function leftOf(id: string): Promise<string[]> {
  const left: string[] = [];
  for await (const { key } of getStorage().list(["uploads"])) if (key.includes(id)) left.push(key);
  return left;
}
const part = (id: string, from: number, to = from + 8 * MB) => tusPart(web, id, from, BYTES.subarray(from, to));

describe.each(["local", "s3"] as const)("an upload whose parts are kept in %s", (storage) => {
  beforeEach(() => keepIn(storage));

  it("comes in parts, is known at every one of them, and ends as the asset", async () => {
    const id = await begin();
    const head = await ask("HEAD", id);
    expect([head.status, head.headers.get("upload-offset"), head.headers.get("upload-length"), head.headers.get("cache-control")]).toEqual([
      200,
      "0",
      String(BYTES.length),
      "no-store",
    ]);
    expect([...head.headers.keys()].filter((name) => name.startsWith("access-control-"))).toEqual([]);
    const first = await part(id, 0);
    expect([first.status, first.headers.get("upload-offset")]).toEqual([204, String(8 * MB)]);
    expect(await offsetOf(id)).toBe(8 * MB);
    expect((await part(id, 8 * MB)).status).toBe(204);
    const last = await part(id, 16 * MB);
    expect([last.status, last.headers.get("upload-offset"), await last.json()]).toMatchObject([
      200,
      String(BYTES.length),
      { ok: true, data: { id: twinId, status: "ready" } },
    ]);
    expect(await leftOf(id)).toEqual([]);
    expect(await db.asset.count({ where: { leaseToken: { not: null } } })).toBe(0);
    // Whoever did not hear that answer hears it again, and has nothing more to send.
    expect(await offsetOf(id)).toBe(BYTES.length);
    expect(await (await tusPart(web, id, BYTES.length, Buffer.alloc(0))).json()).toMatchObject({ data: { id: twinId } });
    // Given up a moment too late, the file stays.
    expect((await ask("DELETE", id)).status).toBe(204);
    expect(await (await tusPart(web, id, BYTES.length, Buffer.alloc(0))).json()).toMatchObject({ data: { id: twinId, status: "ready" } });
  });

  it("whose last byte came to a process that was killed is finished by whoever asks next", async () => {
    const id = await begin();
    for (const from of [0, 8 * MB]) await part(id, from);
    const { addPart } = await import("@/lib/testing/send-upload");
    await addPart(id, BYTES.subarray(16 * MB));
    expect(await offsetOf(id)).toBe(BYTES.length);
    const answer = await tusPart(web, id, BYTES.length, Buffer.alloc(0));
    expect([answer.status, await answer.json()]).toMatchObject([200, { data: { id: twinId } }]);
  });

  it("takes no part behind another offset than its own, and keeps what it has", async () => {
    const id = await begin();
    await part(id, 0);
    for (const from of [0, 4 * MB, 10 * MB]) expect((await part(id, from, from + 1000)).status).toBe(409);
    expect(await offsetOf(id)).toBe(8 * MB);
  });

  if (storage === "local")
    it("goes on behind another process, and begins anew behind another start of the machine", async () => {
      const id = await begin();
      expect((await part(id, 0)).status).toBe(204);
      keepIn(storage);
      expect(await offsetOf(id)).toBe(8 * MB);
      await utimes(path.join(getEnv().dataDir, partKey(id)), 0, 0);
      expect(await offsetOf(id)).toBe(0);
    });

  if (storage === "local")
    it("never says that it has bytes which the disk lost, and is whole when they were sent once more", async () => {
      const id = await begin();
      expect((await part(id, 0)).status).toBe(204);
      await truncate(path.join(getEnv().dataDir, partKey(id)), 3 * MB + 7);
      expect(await offsetOf(id)).toBe(3 * MB + 7);
      expect((await part(id, 8 * MB)).status).toBe(409);
      for (const from of [3 * MB + 7, 11 * MB + 7]) expect((await part(id, from)).ok).toBe(true);
      expect((await ask("HEAD", id)).headers.get("upload-offset")).toBe(String(BYTES.length));
      expect(await leftOf(id)).toEqual([]);
    });

  it("is given up: its parts go, and what was reserved for it", async () => {
    const id = await begin();
    await part(id, 0);
    expect(await leftOf(id)).not.toEqual([]);
    expect((await ask("DELETE", id)).status).toBe(204);
    expect((await ask("HEAD", id)).status).toBe(404);
    expect(await leftOf(id)).toEqual([]);
    expect(await db.asset.count({ where: { status: "uploading" } })).toBe(0);
  });

  it("that is abandoned is swept with its parts after a day", async () => {
    const id = await begin();
    await part(id, 0);
    await db.asset.update({ where: { id }, data: { createdAt: new Date(Date.now() - 90_000_000) } });
    expect(await sweepUploads(new AbortController().signal)).toBe(1);
    expect(await leftOf(id)).toEqual([]);
    // Nothing of it is there any more; to take it away once more is harmless.
    await removeParts(id);
  });
});

describe("the door of an upload", () => {
  it.each<[string, number, Record<string, string>, number?]>([
    ["without a version of tus", 412, { "tus-resumable": "" }],
    ["of another version", 400, { "tus-resumable": "0.2.2" }],
    ["with a negative offset", 400, { "upload-offset": "-1" }],
    ["with an offset that is no number", 400, { "upload-offset": "1e3" }],
    ["with a huge offset", 409, { "upload-offset": "9007199254740991" }],
    ["of another type", 400, { "content-type": "application/octet-stream" }],
    ["that brings a length of its own", 501, { "upload-length": "10" }],
    ["with metadata that is none", 400, { "upload-metadata": "a b c" }],
    ["without a length", 400, { "transfer-encoding": "chunked" }],
    ["with more bytes than were reserved", 413, {}, 1001],
    ["larger than a part may be", 413, {}, 8 * MB + 1],
  ])("refuses a part %s, and nothing of it is kept", async (_what, status, headers, size = 500) => {
    const id = await begin(size > MB ? 10 * MB : 1000);
    const answer = await tusPart(web, id, 0, Buffer.alloc(size), headers);
    expect(answer.status).toBe(status);
    expect(await offsetOf(id)).toBe(0);
    // The line is good for what comes next.
    expect((await tusPart(web, id, 0, Buffer.alloc(500))).status).toBe(204);
  });

  it("makes no upload by itself, and knows no other extension", async () => {
    const options = await ask("OPTIONS", await begin());
    expect([options.status, options.headers.get("tus-extension"), options.headers.get("access-control-allow-origin")]).toEqual([
      204,
      "termination",
      null,
    ]);
    for (const method of ["POST", "GET", "PUT"]) expect((await ask(method, await begin())).status, method).toBe(405);
  });

  it("is another's: of a colleague, of another team, of nobody", async () => {
    const id = await begin(1000);
    for (const teamId of [actor.teamId, undefined]) {
      const other = await makeMember("owner", teamId ? { teamId } : {});
      freshBrowser();
      await startSession(other.userId);
      for (const method of ["HEAD", "PATCH", "DELETE", "OPTIONS"]) expect((await ask(method, id)).status, method).toBe(404);
      expect((await ask("HEAD", newId())).status).toBe(404);
    }
    freshBrowser();
    for (const method of ["HEAD", "PATCH", "DELETE", "OPTIONS"]) expect((await ask(method, id)).status, method).toBe(401);
  });

  it("takes no further part of somebody who was shown out, or whose session has ended", async () => {
    const id = await begin(2000);
    expect((await tusPart(web, id, 0, Buffer.alloc(500))).status).toBe(204);
    await db.membership.updateMany({ where: { userId: actor.userId }, data: { role: "viewer" } });
    expect((await tusPart(web, id, 500, Buffer.alloc(500))).status).toBe(403);
    await db.membership.deleteMany({ where: { userId: actor.userId } });
    expect((await tusPart(web, id, 500, Buffer.alloc(500))).status).toBe(404);
    await db.session.deleteMany({ where: { userId: actor.userId } });
    expect((await tusPart(web, id, 500, Buffer.alloc(500))).status).toBe(401);
  });

  it("waits for another process that was killed while it held the upload, no longer than its lease", async () => {
    const id = await begin(2000);
    await db.asset.update({ where: { id }, data: { leaseToken: newId(), leaseUntil: new Date(Date.now() + 1_000) } });
    const startedAt = Date.now();
    expect((await tusPart(web, id, 0, Buffer.alloc(500))).status).toBe(204);
    expect(Date.now() - startedAt).toBeGreaterThan(900);
  });

  it("tells of a refused file how it was refused, again and again, and gives up nothing that is ready", async () => {
    const id = await begin(1000);
    const refused = await tusPart(web, id, 0, Buffer.alloc(1000));
    expect([refused.status, await refused.json()]).toMatchObject([415, { error: { fields: { file: { code: "wrongType" } } } }]);
    expect(await offsetOf(id)).toBe(1000);
    expect(await (await tusPart(web, id, 1000, Buffer.alloc(0))).json()).toMatchObject({
      error: { fields: { file: { code: "wrongType" } } },
    });
    expect((await ask("DELETE", twinId)).status).toBe(404);
  });
});
