import { createHmac } from "node:crypto";
import { createServer, type IncomingHttpHeaders } from "node:http";
import type { AddressInfo } from "node:net";
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it, vi } from "vitest";
import type { Actor } from "@/lib/access/callers/actor";
import { recordTransition } from "@/lib/generations/record-transition";
import { addComment } from "@/lib/generations/review/comment";
import { withTransaction } from "@/lib/platform/db/client";
import type { Generation } from "@/lib/platform/db/generated/client";
import { forgetEnv } from "@/lib/platform/env";
import { postGuarded } from "@/lib/providers/post";
import { newId } from "@/lib/shared/ids";
import { db, truncateAll } from "@/lib/testing/database";
import { makeGeneration, makeMember, makeProject } from "@/lib/testing/factories";
import { deliverWebhooks } from "./deliver";
import { getWebhook, removeWebhook, renewSecret, saveWebhook, testWebhook } from "./manage";

interface Heard {
  headers: IncomingHttpHeaders;
  path: string;
  body: string;
}
const heard: Heard[] = [];
let status = 200;
const server = createServer((request, response) => {
  const parts: Buffer[] = [];
  request.on("data", (part: Buffer) => parts.push(part));
  request.on("end", () => {
    heard.push({ headers: request.headers, path: request.url ?? "", body: Buffer.concat(parts).toString() });
    response.writeHead(status, { location: "/elsewhere" }).end();
  });
});
let url: string;

beforeAll(async () => {
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  url = `http://127.0.0.1:${(server.address() as AddressInfo).port}/hook`;
});
afterAll(() => new Promise<void>((resolve) => void server.close(() => resolve())));

let owner: Actor, clip: Generation;

beforeEach(async () => {
  await truncateAll();
  heard.length = 0;
  status = 200;
  vi.stubEnv("WEBHOOK_HOSTS", "127.0.0.1");
  forgetEnv();
  owner = await makeMember("owner");
  const project = await makeProject({ teamId: owner.teamId, name: "Dawn" });
  clip = await makeGeneration({ teamId: owner.teamId, projectId: project.id, createdById: owner.userId, status: "saving" });
});
afterEach(() => {
  vi.unstubAllEnvs();
  forgetEnv();
});

const setUp = async (): Promise<string> =>
  (await saveWebhook(owner, { id: clip.projectId, url, events: ["generation.ready", "comment.created"] })).secret!;
const archive = () => withTransaction((tx) => recordTransition(tx, clip.id, { event: "archive" }));
const makeDue = () => db.webhookDelivery.updateMany({ where: { nextAt: { not: null } }, data: { nextAt: new Date(Date.now() - 1000) } });

/** As the specification of Standard Webhooks says, written anew. */
function isSigned({ headers, body }: Heard, secret: string): boolean {
  const key = Buffer.from(secret.replace("whsec_", ""), "base64");
  const signed = `${String(headers["webhook-id"])}.${String(headers["webhook-timestamp"])}.${body}`;
  return headers["webhook-signature"] === `v1,${createHmac("sha256", key).update(signed).digest("base64")}`;
}

describe("a webhook", () => {
  it("hears of what it asked for, signed, once, however many workers there are", async () => {
    const secret = await setUp();
    await archive();
    await archive();
    await Promise.all([deliverWebhooks(), deliverWebhooks(), deliverWebhooks()]);
    await deliverWebhooks();
    expect(heard).toHaveLength(1);
    expect(isSigned(heard[0]!, secret)).toBe(true);
    expect(isSigned({ ...heard[0]!, body: `${heard[0]!.body} ` }, secret)).toBe(false);
    expect(Math.abs(Number(heard[0]!.headers["webhook-timestamp"]) * 1000 - Date.now())).toBeLessThan(60_000);
    const { type, data } = JSON.parse(heard[0]!.body) as { type: string; data: Record<string, unknown> };
    expect([type, data.generationId, data.project]).toEqual(["generation.ready", clip.id, "Dawn"]);
    expect(heard[0]!.body).not.toMatch(/https?:|whsec_/u);
    expect((await getWebhook(owner, { id: clip.projectId }))!.deliveries).toMatchObject([{ status: 200, isTaken: true, tries: 1 }]);
  });

  it("is told again what it did not take, with the same id and the same words, and not of what is undone", async () => {
    await setUp();
    status = 503;
    const said = { id: newId(), generationId: clip.id, parentId: null, text: "Brighter", frames: null, drawing: null };
    await addComment(owner, said);
    await addComment(owner, said);
    await deliverWebhooks();
    await deliverWebhooks();
    expect(heard).toHaveLength(1);
    status = 200;
    await makeDue();
    await deliverWebhooks();
    expect(heard.map(({ headers }) => headers["webhook-id"])).toEqual([heard[0]!.headers["webhook-id"], heard[0]!.headers["webhook-id"]]);
    expect(heard[1]!.body).toBe(heard[0]!.body);
  });

  it("that is killed in the middle of a try gets it back after a while, and nothing is lost", async () => {
    await setUp();
    await archive();
    // As a worker leaves it that took it and was gone.
    await db.webhookDelivery.updateMany({ data: { tries: 1, nextAt: new Date(Date.now() + 60_000) } });
    await deliverWebhooks();
    expect(heard).toEqual([]);
    await makeDue();
    await deliverWebhooks();
    expect(heard).toHaveLength(1);
  });

  it("is turned off after eight tries in a day, and those who look after it are told once", async () => {
    await setUp();
    status = 500;
    await archive();
    for (let tries = 0; tries < 10; tries++) {
      await makeDue();
      await deliverWebhooks();
    }
    expect(heard).toHaveLength(8);
    expect((await getWebhook(owner, { id: clip.projectId }))!.isOn).toBe(false);
    expect(await db.notification.findMany({ where: { kind: "webhook" }, select: { userId: true } })).toEqual([{ userId: owner.userId }]);
    await saveWebhook(owner, { id: clip.projectId, url, events: [] });
    status = 200;
    expect((await testWebhook(owner, { id: clip.projectId })).webhook!.deliveries[0]).toMatchObject({
      event: "webhook.test",
      isTaken: true,
    });
  });

  it("holds up no other, however much waits for it", async () => {
    await setUp();
    const { id: webhookId } = await db.webhook.findFirstOrThrow();
    const long = new Date(Date.now() - 60_000);
    const waiting = Array.from({ length: 40 }, (_, place) => ({
      id: newId(),
      webhookId,
      event: "generation.ready",
      key: `${place}`,
      body: "{}",
      nextAt: long,
    }));
    await db.webhookDelivery.createMany({ data: waiting });
    const other = await makeProject({ teamId: owner.teamId });
    await saveWebhook(owner, { id: other.id, url: `${url}/other`, events: ["generation.ready"] });
    const { id } = await makeGeneration({ teamId: owner.teamId, projectId: other.id, createdById: owner.userId, status: "saving" });
    await withTransaction((tx) => recordTransition(tx, id, { event: "archive" }));
    await deliverWebhooks();
    expect(heard.map((one) => one.path).sort()).toEqual(["/hook", "/hook/other"]);
  });

  it("hears nothing old when it is turned on again, and nothing of a project that was deleted", async () => {
    await setUp();
    status = 410;
    for (const text of ["Brighter", "Darker"])
      await addComment(owner, { id: newId(), generationId: clip.id, parentId: null, text, frames: null, drawing: null });
    await deliverWebhooks();
    await saveWebhook(owner, { id: clip.projectId, url, events: ["generation.ready", "comment.created"] });
    status = 200;
    await makeDue();
    await deliverWebhooks();
    expect(heard).toHaveLength(1);
    await archive();
    await db.project.update({ where: { id: clip.projectId }, data: { deletedAt: new Date() } });
    await deliverWebhooks();
    expect(heard).toHaveLength(1);
  });

  it("keeps its secret: it is shown once, lies sealed, and another address or a new one makes the old worthless", async () => {
    const secret = await setUp();
    const shown = JSON.stringify(await getWebhook(owner, { id: clip.projectId }));
    expect(shown + JSON.stringify(await db.webhook.findMany())).not.toContain(secret);
    const renewed = (await renewSecret(owner, { id: clip.projectId })).secret!;
    await testWebhook(owner, { id: clip.projectId });
    expect([isSigned(heard[0]!, secret), isSigned(heard[0]!, renewed)]).toEqual([false, true]);
    const moved = await saveWebhook(owner, { id: clip.projectId, url: `${url}/2`, events: [] });
    expect([secret, renewed]).not.toContain(moved.secret);
    await removeWebhook(owner, { id: clip.projectId });
    expect(await getWebhook(owner, { id: clip.projectId })).toBeNull();
  });

  it("is followed nowhere else, and is not at an address of the studio's own network", async () => {
    await setUp();
    status = 302;
    expect((await testWebhook(owner, { id: clip.projectId })).webhook!.deliveries[0]).toMatchObject({ status: 302, isTaken: false });
    expect(heard.map(({ path }) => path)).toEqual(["/hook"]);
    for (const address of [
      "http://hooks.example.com",
      "https://10.0.0.1/",
      "https://[::1]/",
      "https://a:b@hooks.example.com/",
      "file:///etc",
      "x",
    ])
      await expect(saveWebhook(owner, { id: clip.projectId, url: address, events: [] }), address).rejects.toMatchObject({
        code: "webhook-address",
      });
    const ask = { headers: {}, body: "{}", trusted: new Set<string>() };
    const lookup = () => Promise.resolve([{ address: "127.0.0.1", family: 4 }]);
    expect(await postGuarded("https://inside.example.com/", { ...ask, lookup })).toEqual({ status: null, problem: "forbiddenAddress" });
  });
});
