import { db, truncateAll } from "@/lib/testing/database";
import { beforeEach, describe, expect, it, vi } from "vitest";
import { actionsOn } from "@/lib/generations/policy";
import type { Actor } from "@/lib/access/callers/actor";
import { startSession } from "@/lib/access/identity/auth";
import { describeConnection } from "@/lib/connections/connection";
import { pauseAccount, refuseAccount } from "@/lib/connections/pause";
import { nextInLine } from "@/lib/generations/sending/turn";
import { forgetUsualTimes } from "@/lib/generations/sending/usual-time";
import type { GenerationStatus } from "@/lib/generations/lifecycle";
import { newId } from "@/lib/shared/ids";
import { makeGeneration, makeMember, makeProject, makeUser } from "@/lib/testing/factories";
import { freshBrowser } from "@/lib/testing/next-headers";
import { startWebServer } from "@/lib/testing/web-server";
import { countQueue, getQueue } from "./queries";
import type { QueueView } from "./view";

vi.mock("next/headers", () => import("@/lib/testing/next-headers"));

const web = await startWebServer();

let ada: Actor;
let projectId: string;
let account: string;
beforeEach(async () => {
  await truncateAll();
  forgetUsualTimes();
  ada = await makeMember("creator");
  projectId = (await makeProject({ teamId: ada.teamId, slug: "harbour", name: "Harbour" })).id;
  account = (await describeConnection(null)).account;
  await db.workerHeartbeat.create({ data: { id: "worker", version: "test" } });
});

let made = 0;
const make = (status: GenerationStatus, overrides: Parameters<typeof makeGeneration>[0] = {}) =>
  makeGeneration({
    projectId,
    createdById: ada.userId,
    status,
    createdAt: new Date(Date.now() - 60_000 + made++ * 10),
    // A look that is still to come.
    ...(status === "ready" ? {} : { nextActionAt: new Date(Date.now() + 60_000) }),
    ...(["sending", "queued", "running"].includes(status) ? { providerAccount: account, sentAt: new Date(), acceptedAt: new Date() } : {}),
    ...overrides,
  });
const ids = (queue: QueueView) => queue.entries.map((entry) => entry.generation.id);

describe("the queue", () => {
  it("is empty for a team without open clips", async () => {
    await make("ready");
    expect(await getQueue(ada)).toEqual({
      counts: { running: 0, waiting: 0, uncertain: 0, mine: 0 },
      places: { all: 3, taken: 0, unconfirmed: 0 },
      stops: [],
      kept: [],
      presses: [],
      entries: [],
      more: 0,
    });
  });

  it("shows what runs, then what is unclear, then the line in the very order of the worker", async () => {
    const bo = await makeMember("creator", { teamId: ada.teamId });
    const running = await make("running");
    const saving = await make("saving");
    const uncertain = await make("uncertain", { sentAt: new Date() });
    const files = await make("waiting", { waitingFor: "inputs" });
    const line = [];
    for (const author of [ada, ada, bo, ada, bo]) line.push(await make("waiting", { waitingFor: "turn", createdById: author.userId }));
    const queue = await getQueue(ada);
    const worker = await nextInLine(db, account, 100);
    expect(new Set(ids(queue).slice(0, 2))).toEqual(new Set([running.id, saving.id]));
    expect(ids(queue)[2]).toBe(uncertain.id);
    expect(ids(queue).slice(3, 8)).toEqual(worker);
    expect(ids(queue).at(-1)).toBe(files.id);
    expect(queue.entries.slice(3).map((entry) => entry.place)).toEqual([1, 2, 3, 4, 5, null]);
    expect(queue.counts).toEqual({ running: 2, waiting: 6, uncertain: 1, mine: 6 });
    expect((await countQueue(bo)).mine).toBe(2);
    expect(queue.entries[0]).toMatchObject({ project: { slug: "harbour", name: "Harbour" }, place: null });
  });

  it("tells when a turn comes from what clips took here, and does not pretend to know", async () => {
    for (let index = 0; index < 3; index++) await make("running");
    for (let index = 0; index < 4; index++) await make("waiting", { waitingFor: "turn" });
    const unknown = await getQueue(ada);
    expect(unknown.places).toEqual({ all: 3, taken: 3, unconfirmed: 0 });
    expect(unknown.entries.slice(3).map((entry) => entry.startsInSeconds)).toEqual([null, null, null, null]);
    expect(unknown.entries[0]?.generation.progress?.usual).toBeNull();

    const now = Date.now();
    for (let index = 0; index < 3; index++)
      await make("ready", { providerAccount: account, sentAt: new Date(now - 120_000), finishedAt: new Date(now) });
    forgetUsualTimes();
    const known = await getQueue(ada);
    expect(known.entries.slice(3).map((entry) => entry.startsInSeconds)).toEqual([40, 80, 120, 160]);
    expect(known.entries[0]?.generation.progress?.usual?.medianSeconds).toBeCloseTo(120);
  });

  it("promises no time while clips that are not confirmed hold every place", async () => {
    const now = Date.now();
    for (let index = 0; index < 3; index++)
      await make("ready", { providerAccount: account, sentAt: new Date(now - 120_000), finishedAt: new Date(now) });
    for (let index = 0; index < 3; index++) await make("uncertain", { providerAccount: account, sentAt: new Date() });
    await make("waiting", { waitingFor: "turn" });
    const queue = await getQueue(ada);
    expect(queue.places).toEqual({ all: 3, taken: 3, unconfirmed: 3 });
    expect(queue.entries.at(-1)).toMatchObject({ place: 1, startsInSeconds: null });
  });

  it("says why nothing is sent, and then no time", async () => {
    await make("waiting", { waitingFor: "turn" });
    const kinds = async () => (await getQueue(ada)).stops.map((stop) => stop.kind);

    await pauseAccount(db, account, 60_000, "rateLimit");
    const paused = await getQueue(ada);
    expect(paused.stops).toMatchObject([{ kind: "pause" }]);
    expect(Math.abs(Date.parse((paused.stops[0] as { until: string }).until) - Date.now() - 60_000)).toBeLessThan(5_000);
    expect(paused.entries[0]).toMatchObject({ place: 1, startsInSeconds: null });

    await refuseAccount(db, account, "balance");
    expect((await getQueue(ada)).stops).toMatchObject([{ kind: "refused", reason: "balance" }]);
    await db.providerAccount.deleteMany();

    await db.instance.create({ data: { instanceId: newId(), holdReason: "restored", holdSince: new Date() } });
    expect((await getQueue(ada)).stops).toMatchObject([{ kind: "hold", hold: { reason: "restored", waiting: 1 } }]);
    await db.instance.deleteMany();

    await make("saving", { waitingFor: "disk" });
    expect(await kinds()).toEqual(["disk"]);
    await make("running", { failures: 3 });
    expect(await kinds()).toEqual(["trouble", "disk"]);
    await db.workerHeartbeat.updateMany({ data: { seenAt: new Date(Date.now() - 60_000) } });
    expect(await kinds()).toEqual(["worker", "disk"]);
  });

  it("lets people cancel their own, and owners everybody's", async () => {
    const owner = await makeMember("owner", { teamId: ada.teamId });
    const bo = await makeMember("creator", { teamId: ada.teamId });
    const viewer = await makeMember("viewer", { teamId: ada.teamId });
    await make("waiting", { waitingFor: "turn" });
    const mayCancel = async (actor: Actor) => actionsOn(actor, (await getQueue(actor)).entries[0]!.generation).cancel;
    expect([await mayCancel(ada), await mayCancel(owner), await mayCancel(bo), await mayCancel(viewer)]).toEqual([
      true,
      true,
      false,
      false,
    ]);
  });

  it("counts another team's clips as places in the line, and shows nothing of them", async () => {
    const elsewhere = await makeProject();
    await makeGeneration({ projectId: elsewhere.id, status: "waiting", waitingFor: "turn", createdAt: new Date(Date.now() - 600_000) });
    await make("waiting", { waitingFor: "turn" });
    const queue = await getQueue(ada);
    expect(queue.entries.map((entry) => entry.place)).toEqual([2]);
    expect(await countQueue(ada)).toEqual({ running: 0, waiting: 1, uncertain: 0, mine: 1 });
  });

  it("says how many there are beyond what it shows", async () => {
    const first = await make("waiting", { waitingFor: "turn" });
    await db.$executeRaw`
      INSERT INTO generations SELECT copy.* FROM generations AS original, generate_series(1, 204) AS number,
      LATERAL jsonb_populate_record(original, jsonb_build_object('id', gen_random_uuid(),
        'created_at', original.created_at + number * interval '1 second')) AS copy WHERE original.id = ${first.id}::uuid`;
    const queue = await getQueue(ada);
    expect([queue.entries.length, queue.more, queue.counts.waiting]).toEqual([200, 5, 205]);
    expect(queue.entries.map((entry) => entry.place)).toEqual(Array.from({ length: 200 }, (_, index) => index + 1));
  });
});

describe("GET /api/queue", () => {
  const get = (slug: string, more = "") => web.ask(`/api/queue?team=${slug}${more}`);

  it("answers every member, and does not know other teams", async () => {
    const { slug } = await db.team.findUniqueOrThrow({ where: { id: ada.teamId } });
    await make("waiting", { waitingFor: "turn" });
    freshBrowser();
    await startSession((await makeMember("viewer", { teamId: ada.teamId })).userId);
    expect(await (await get(slug, "&counts=1")).json()).toEqual({ ok: true, data: { running: 0, waiting: 1, uncertain: 0, mine: 0 } });
    expect((await get(slug)).status).toBe(200);
    freshBrowser();
    await startSession((await makeUser()).id);
    expect((await get(slug)).status).toBe(404);
    expect((await get(slug, "&counts=1")).status).toBe(404);
    freshBrowser();
    expect((await get(slug)).status).toBe(401);
  });
});
