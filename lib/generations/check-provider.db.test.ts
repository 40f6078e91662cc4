import { db, truncateAll } from "@/lib/testing/database";
import { afterAll, beforeAll, beforeEach, describe, expect, it } from "vitest";
import { forgetBreakers } from "@/lib/connections/breaker";
import { getConnection } from "@/lib/connections/connection";
import { forgetEnv } from "@/lib/platform/env";
import { makeGeneration } from "@/lib/testing/factories";
import { startTaskListServer, type TaskListServer } from "@/lib/testing/task-list-server";
import { checkDueTasks } from "./check-provider";

let provider: TaskListServer;
let account: string;
beforeAll(async () => {
  provider = await startTaskListServer();
  await pointAt(provider.origin);
  account = (await getConnection()).account;
});
afterAll(() => provider.stop());
beforeEach(async () => {
  await truncateAll();
  forgetBreakers();
  provider.tasks = [];
  provider.pages = [];
});

async function pointAt(origin: string): Promise<void> {
  process.env.EMULATOR_URL = origin;
  forgetEnv();
  await Promise.resolve();
}

const running = (taskId: string) =>
  makeGeneration({ status: "running", providerAccount: account, providerTaskId: taskId, nextActionAt: new Date(), acceptedAt: new Date() });
const rowOf = (id: string) => db.generation.findUniqueOrThrow({ where: { id } });

/** One look now, whenever the next one was meant to be. */
async function look(): Promise<void> {
  await db.generation.updateMany({ where: { status: { in: ["queued", "running"] } }, data: { nextActionAt: new Date() } });
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
