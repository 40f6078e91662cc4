import { db, truncateAll } from "@/lib/testing/database";
import { afterAll, beforeAll, beforeEach, describe, expect, it } from "vitest";
import { forgetBreakers } from "@/lib/connections/breaker";
import { connectionFor } from "@/lib/connections/connection";
import { forgetEnv } from "@/lib/platform/env";
import { newId } from "@/lib/shared/ids";
import { makeGeneration } from "@/lib/testing/factories";
import { startTaskListServer, type TaskListServer } from "@/lib/testing/task-list-server";
import { readNativeList } from "@/lib/providers/native/map";
import { applySnapshot } from "./apply-snapshot";
import { checkDueTasks } from "./check-provider";

let provider: TaskListServer;
let account: string;
beforeAll(async () => {
  provider = await startTaskListServer();
  await pointAt(provider.origin);
  account = (await connectionFor(null)).account;
});
afterAll(() => provider.stop());
beforeEach(async () => {
  await truncateAll();
  forgetBreakers();
  provider.tasks = [];
  provider.pages = [];
  provider.singles = [];
  provider.looksRefused = null;
});

async function pointAt(origin: string): Promise<void> {
  process.env.EMULATOR_URL = origin;
  forgetEnv();
  await Promise.resolve();
}

const running = (taskId: string) =>
  makeGeneration({ status: "running", providerAccount: account, providerTaskId: taskId, nextActionAt: new Date(), acceptedAt: new Date() });
const rowOf = (id: string) => db.generation.findUniqueOrThrow({ where: { id } });

/** One look now, whenever the next one was meant to be, and however short ago the last one was. */
async function look(): Promise<void> {
  await db.generation.updateMany({
    where: { status: { in: ["queued", "running"] } },
    data: { nextActionAt: new Date(), lastCheckedAt: null },
  });
  await checkDueTasks();
}
/** As if the first look that did not find it had been so long ago. */
const age = (milliseconds: number) => db.$executeRaw`
  UPDATE generations SET error_detail = jsonb_set(error_detail, '{missing,since}',
    to_jsonb(to_char((now() - ${milliseconds} * interval '1 millisecond') at time zone 'utc', 'YYYY-MM-DD"T"HH24:MI:SS"Z"')))`;

describe("a task that the provider does not find", () => {
  it("stays as it is, is marked after three looks over ten minutes, and is asked for all the same", async () => {
    const { id } = await running("cgt-1");
    for (let round = 0; round < 4; round++) await look();
    expect(await rowOf(id)).toMatchObject({ status: "running", waitingFor: null, failures: 4 });
    await age(11 * 60_000);
    await look();
    const row = await rowOf(id);
    expect(row).toMatchObject({ status: "running", waitingFor: "missing", errorCode: null });
    expect(row.errorDetail).toMatchObject({ httpStatus: 404, missing: { looks: 5 } });
    expect(row.nextActionAt!.getTime()).toBeLessThanOrEqual(Date.now() + 5 * 60_000);
  });

  it("is as before when it turns up again", async () => {
    const { id } = await running("cgt-1");
    for (let round = 0; round < 3; round++) await look();
    await age(11 * 60_000);
    await look();
    provider.tasks = [{ id: "cgt-1" }];
    await look();
    expect(await rowOf(id)).toMatchObject({ status: "running", waitingFor: null, errorDetail: null, failures: 0 });
  });

  it("does not keep us from looking at others", async () => {
    const lost = await running("cgt-1");
    const found = await running("cgt-2");
    provider.tasks = [{ id: "cgt-2" }];
    await look();
    expect([(await rowOf(lost.id)).failures, (await rowOf(found.id)).failures]).toEqual([1, 0]);
  });
});

describe("an answer with a value that no column takes", () => {
  const links = { content: { video_url: "https://v.test/a.mp4" } };

  it.each<[string, Record<string, unknown>, Record<string, unknown>]>([
    ["NUL in the model's name", { model: "doubao\u0000-2" }, { status: "saving", providerModel: "doubao-2" }],
    ["a name of 200,000 characters", { model: "m".repeat(200_000) }, { status: "saving", providerModel: `${"m".repeat(199)}…` }],
    ["a length of 1e12 seconds", { duration: 1e12 }, { status: "saving", actualDuration: null }],
    [
      "tokens and a seed beyond all numbers",
      { usage: { completion_tokens: 1e300 }, seed: 1e300 },
      { status: "saving", actualTokens: null },
    ],
  ])("does not hide that the clip is done: %s", async (_name, odd, expected) => {
    const { id } = await running("cgt-1");
    provider.tasks = [{ id: "cgt-1", status: "succeeded", ...links, ...odd }];
    await look();
    expect(await rowOf(id)).toMatchObject({ ...expected, resultUrl: links.content.video_url });
  });

  it("does not hide that it failed: half a surrogate pair and NUL in its words", async () => {
    const { id } = await running("cgt-1");
    const error = { code: "OutputVideoSensitiveContentDetected\u0000", message: "half \ud83d of \u0000 it" };
    provider.tasks = [{ id: "cgt-1", status: "failed", error }];
    await look();
    expect(await rowOf(id)).toMatchObject({ status: "refused", errorCode: "outputVideo" });
  });

  it("is written without what it reports when the database refuses that", async () => {
    const { id } = await running("cgt-1");
    const [snapshot] = readNativeList(
      { items: [{ id: "cgt-1", status: "succeeded", ...links }], total: 1 },
      { host: "powertokens", apiKey: "" },
    )!.items;
    await applySnapshot(await rowOf(id), { ...snapshot!, providerModel: "a\u0000", durationSeconds: 1e12 }, 1_000);
    expect(await rowOf(id)).toMatchObject({ status: "saving", providerModel: null, resultUrl: links.content.video_url });
  });
});

describe("a provider that is down", () => {
  it("is left in peace after five failures, and no state changes", async () => {
    const rows = [await running("cgt-1"), await running("cgt-2")];
    await pointAt("http://127.0.0.1:9");
    for (let round = 0; round < 8; round++) await look();
    const before = await rowOf(rows[0]!.id);
    await look();
    const after = await rowOf(rows[0]!.id);
    expect(after.status).toBe("running");
    // Not even claimed: it stays due until a probe comes through.
    expect(after.nextActionAt!.getTime()).toBeLessThanOrEqual(Date.now());
    expect(after.failures).toBe(before.failures);
    await pointAt(provider.origin);
  });
});

describe("a provider that says no to the account", () => {
  it.each(["noCredit429", "keyLimit"] as const)("(%s) is not down: it is asked all the same, and no state changes", async (refusal) => {
    const { id } = await running("cgt-1");
    provider.looksRefused = refusal;
    for (let round = 0; round < 8; round++) await look();
    provider.looksRefused = null;
    provider.tasks = [{ id: "cgt-1" }];
    const asked = provider.paths.length;
    await look();
    expect(provider.paths.length).toBeGreaterThan(asked);
    expect(await rowOf(id)).toMatchObject({ status: "running", errorCode: null });
  });
});

describe("many tasks on one account", () => {
  const COUNT = 600;
  /** As many as these, all accepted a while ago, and due at any time within the next seconds. */
  async function makeMany(dueInMs: (index: number) => number): Promise<void> {
    const { id: _id, errorDetail: _detail, ...like } = await running("cgt-0");
    const rows = Array.from({ length: COUNT - 1 }, (_, i) => ({
      ...like,
      id: newId(),
      providerTaskId: `cgt-${i + 1}`,
      nextActionAt: new Date(Date.now() + dueInMs(i + 1)),
    }));
    await db.generation.createMany({ data: rows });
  }
  const listed = (status: (index: number) => string) => Array.from({ length: COUNT }, (_, i) => ({ id: `cgt-${i}`, status: status(i) }));
  const open = () => db.generation.findMany({ where: { nextActionAt: { not: null }, status: { in: ["queued", "running"] } } });

  it("share one round, also those that come due a little later; the next one is for all of them, at its time", async () => {
    await makeMany((index) => (index % 2 === 0 ? -1_000 : 1_500));
    provider.tasks = listed(() => "running");
    await checkDueTasks();
    const after = await open();
    expect(provider.pages.length).toBeLessThanOrEqual(2);
    expect(new Set(after.map((row) => row.lastCheckedAt?.getTime())).size).toBe(1);
    expect(new Set(after.map((row) => row.nextActionAt!.getTime())).size).toBe(1);
    expect(after.every((row) => row.version === 0 && row.failures === 0)).toBe(true);

    // One that was accepted meanwhile waits for the others and makes no round of its own.
    await running("cgt-new");
    provider.tasks.unshift({ id: "cgt-new" });
    const calls = provider.pages.length + provider.singles.length;
    expect(await checkDueTasks()).toBe(0);
    expect(provider.pages.length + provider.singles.length).toBe(calls);
  });

  it("are all found after a restart, with as many calls as the list needs, and those that ended move on", async () => {
    await makeMany(() => -3_600_000);
    provider.tasks = listed((index) => (index < 20 ? "failed" : "running"));
    await checkDueTasks();
    expect(await db.generation.count({ where: { status: "failed" } })).toBe(20);
    expect(await db.generation.count({ where: { status: "running", lastCheckedAt: { not: null } } })).toBe(COUNT - 20);
    // Two pages of what runs at most, and the rest by name.
    expect(provider.pages.length).toBeLessThanOrEqual(3);
    expect(provider.singles).toEqual([]);
  });

  it("never take more calls than the account's bucket holds, though the list knows none of them", async () => {
    await makeMany(() => -3_600_000);
    await checkDueTasks();
    await checkDueTasks();
    const calls = provider.pages.length + provider.singles.length;
    // A burst of 20, of which 6 are kept for creates, and two more for each second that it took.
    expect(calls).toBeGreaterThanOrEqual(14);
    expect(calls).toBeLessThanOrEqual(20);
    expect(await db.generation.count({ where: { status: "running" } })).toBe(COUNT);
  });
});

describe("a task that was sent in another style than the present one", () => {
  it("is asked for where it was made", async () => {
    await running("cgt-1");
    await db.generation.updateMany({ data: { apiStyle: "openai" } });
    provider.tasks = [{ id: "cgt-1", status: "queued" }];
    await checkDueTasks();
    expect(provider.singles).toEqual(["cgt-1"]);
    expect(provider.paths.at(-1)).toBe("/v1/videos/cgt-1");
  });
});

describe("an answer about one task that cannot be written down", () => {
  it("keeps no other task of the round waiting", async () => {
    const link = "https://files.example/clip.mp4";
    const odd = await running("cgt-odd");
    const other = await running("cgt-other");
    provider.tasks = [
      { id: "cgt-odd", status: "succeeded", content: { video_url: link } },
      { id: "cgt-other", status: "succeeded", content: { video_url: link } },
    ];
    await db.$executeRaw`ALTER TABLE generations ADD CONSTRAINT odd CHECK (provider_task_id <> 'cgt-odd' OR status <> 'saving')`;
    await look().finally(() => db.$executeRaw`ALTER TABLE generations DROP CONSTRAINT odd`);
    expect((await rowOf(other.id)).status).toBe("saving");
    expect(await rowOf(odd.id)).toMatchObject({ status: "running", failures: 1 });
  });

  it("does not keep a clip for the sake of a count of tokens that no clip has", async () => {
    const { id } = await running("cgt-1");
    provider.tasks = [
      {
        id: "cgt-1",
        status: "succeeded",
        usage: { completion_tokens: 3_000_000_000 },
        content: { video_url: "https://files.example/clip.mp4" },
      },
    ];
    await look();
    expect(await rowOf(id)).toMatchObject({ status: "saving", actualTokens: null, actualMicros: null });
  });
});
