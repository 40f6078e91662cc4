import { db, truncateAll } from "@/lib/testing/database";
import { readFile, rm, writeFile } from "node:fs/promises";
import path from "node:path";
import { afterAll, beforeAll, beforeEach, describe, expect, it } from "vitest";
import { breakerOf, forgetBreakers } from "@/lib/connections/breaker";
import { getConnection } from "@/lib/connections/connection";
import { pauseLeftMs } from "@/lib/connections/pause";
import { forgetEnv, getEnv } from "@/lib/platform/env";
import { makeGeneration } from "@/lib/testing/factories";
import { startTaskListServer, type TaskListServer } from "@/lib/testing/task-list-server";
import { LAST_ATTEMPT_FILE } from "./last-attempt";
import { sendToProvider } from "./send-to-provider";

let provider: TaskListServer;
let account: string;
const pointAt = (origin: string): void => {
  process.env.EMULATOR_URL = origin;
  forgetEnv();
};
beforeAll(async () => {
  provider = await startTaskListServer();
  pointAt(provider.origin);
  account = (await getConnection()).account;
});
afterAll(() => provider.stop());
beforeEach(async () => {
  await truncateAll();
  forgetBreakers();
  pointAt(provider.origin);
  Object.assign(provider, { tasks: [], pages: [], creates: [], posts: 0 });
});

const rowOf = (id: string) => db.generation.findUniqueOrThrow({ where: { id }, include: { attempts: { orderBy: { number: "asc" } } } });

describe("sending a generation to the provider", () => {
  it("links it with the task that the answer names, and sends its marker along", async () => {
    const { id } = await makeGeneration();
    await sendToProvider(id);
    const row = await rowOf(id);
    expect(row).toMatchObject({
      status: "queued",
      providerTaskId: provider.tasks[0]!.id,
      attempts: [{ state: "acknowledged", number: 1 }],
    });
    expect(provider.tasks[0]!.safety_identifier).toBe(row.attempts[0]!.marker);
    expect(await readFile(path.join(getEnv().dataDir, LAST_ATTEMPT_FILE), "utf8")).toBe(row.attempts[0]!.id);
  });

  it("sends once, however many handlers are rung at the same time", async () => {
    const { id } = await makeGeneration();
    await Promise.all(Array.from({ length: 6 }, () => sendToProvider(id)));
    await sendToProvider(id);
    expect(provider.posts).toBe(1);
    expect((await rowOf(id)).attempts).toHaveLength(1);
  });

  it("never sends what may have arrived again", async () => {
    provider.creates = ["dropped"];
    const { id } = await makeGeneration();
    await sendToProvider(id);
    expect(await rowOf(id)).toMatchObject({ status: "uncertain", attempts: [{ state: "uncertain" }] });
    await sendToProvider(id);
    expect(provider.posts).toBe(1);
  });

  it("lets the whole key wait after too fast, also when nobody said for how long", async () => {
    provider.creates = ["tooFast"];
    const [first, second] = [await makeGeneration(), await makeGeneration()];
    await sendToProvider(first.id);
    expect(await rowOf(first.id)).toMatchObject({ status: "waiting", waitingFor: "pause", attempts: [{ state: "notSent" }] });
    expect(await pauseLeftMs(db, account)).toBeGreaterThan(0);
    await sendToProvider(second.id);
    expect(await rowOf(second.id)).toMatchObject({ status: "waiting", waitingFor: "pause", attempts: [] });
    expect(provider.posts).toBe(1);
  });

  it("hears of its task also when the journal cannot be written", async () => {
    const journal = path.join(getEnv().dataDir, "journal");
    await rm(journal, { recursive: true, force: true });
    await writeFile(journal, "");
    const { id } = await makeGeneration();
    await sendToProvider(id).finally(() => rm(journal, { force: true }));
    expect(await rowOf(id)).toMatchObject({ status: "queued", providerTaskId: provider.tasks[0]!.id });
  });

  it("comes back by itself when the provider could certainly not be reached", async () => {
    const { id } = await makeGeneration();
    pointAt("http://127.0.0.1:9");
    await sendToProvider(id);
    expect(await rowOf(id)).toMatchObject({ status: "waiting", waitingFor: "retry", failures: 1, attempts: [{ state: "notSent" }] });
    pointAt(provider.origin);
    await sendToProvider(id);
    expect(await rowOf(id)).toMatchObject({ status: "queued", failures: 0, attempts: [{ state: "notSent" }, { state: "acknowledged" }] });
  });

  it("sends nothing into an outage that others have met", async () => {
    for (let failure = 0; failure < 5; failure++) breakerOf(account).report("failed");
    const { id } = await makeGeneration();
    await sendToProvider(id);
    expect(await rowOf(id)).toMatchObject({ status: "waiting", waitingFor: "retry", attempts: [] });
    expect(provider.posts).toBe(0);
  });
});
