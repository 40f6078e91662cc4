import { db, truncateAll } from "@/lib/testing/database";
import { readFile, rm, writeFile } from "node:fs/promises";
import path from "node:path";
import { afterAll, beforeAll, beforeEach, describe, expect, it, vi } from "vitest";
import { breakerOf, forgetBreakers } from "@/lib/connections/breaker";
import { takeCall } from "@/lib/connections/call-pace";
import { connectionFor } from "@/lib/connections/connection";
import { registerWithProvider } from "@/lib/assets/registration/register-with-provider";
import { findPause, pauseAccount, refuseAccount } from "@/lib/connections/pause";
import { forgetEnv, getEnv } from "@/lib/platform/env";
import { assetKey } from "@/lib/files/keys";
import { getStorage } from "@/lib/platform/storage/storage";
import { newId } from "@/lib/shared/ids";
import { makeAsset, makeGeneration } from "@/lib/testing/factories";
import { startTaskListServer, type TaskListServer } from "@/lib/testing/task-list-server";
import { LAST_ATTEMPT_FILE } from "./last-attempt";
import { sweepDueGenerations } from "../sweep";
import { sendToProvider } from "./send";

const atFailpoint = vi.hoisted(() => vi.fn<(name: string) => Promise<void>>(() => Promise.resolve()));
vi.mock("@/lib/platform/failpoint", () => ({ failpoint: atFailpoint }));

let provider: TaskListServer;
let account: string;
const pointAt = (origin: string): void => {
  process.env.EMULATOR_URL = origin;
  forgetEnv();
};
beforeAll(async () => {
  provider = await startTaskListServer();
  pointAt(provider.origin);
  account = (await connectionFor(null)).account;
});
afterAll(() => provider.stop());
beforeEach(async () => {
  await truncateAll();
  forgetBreakers();
  pointAt(provider.origin);
  Object.assign(provider, { tasks: [], pages: [], singles: [], paths: [], creates: [], uploads: [], posts: 0 });
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

  it("keeps a refusal a refusal, whatever stands in its words", async () => {
    provider.creates = [[400, "InvalidParameter\u0000", "no \ud800 such \u0000 thing"]];
    const { id } = await makeGeneration();
    await sendToProvider(id);
    expect(await rowOf(id)).toMatchObject({
      status: "refused",
      attempts: [{ state: "refused" }],
      errorDetail: { code: "InvalidParameter" },
    });
  });

  it("lets the whole key wait after too fast, also when nobody said for how long", async () => {
    provider.creates = ["tooFast"];
    const [first, second] = [await makeGeneration(), await makeGeneration()];
    await sendToProvider(first.id);
    expect(await rowOf(first.id)).toMatchObject({ status: "waiting", waitingFor: "pause", attempts: [{ state: "notSent" }] });
    expect((await findPause(db, account))?.leftMs).toBeGreaterThan(0);
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

  it("takes nothing off the budget of calls while it is not its turn: a long line would leave none for looking", async () => {
    for (let place = 0; place < getEnv().concurrency; place++)
      await makeGeneration({ status: "running", providerAccount: account, providerTaskId: `cgt-busy-${place}` });
    await db.providerAccount.create({ data: { account, tokens: 10 } });
    const rows = await Promise.all(Array.from({ length: 12 }, () => makeGeneration()));
    for (const { id } of rows) await sendToProvider(id);
    expect(await rowOf(rows[11]!.id)).toMatchObject({ status: "waiting", waitingFor: "turn" });
    expect(await takeCall(db, account, "poll")).toBe(true);
  });

  it("sends nothing any more when it was held up for so long that others have given the attempt up", async () => {
    const { id } = await makeGeneration();
    atFailpoint.mockImplementationOnce(async (name) => {
      expect(name).toBe("intent.after_commit");
      await db.attempt.updateMany({ where: { generationId: id }, data: { state: "uncertain", leaseUntil: new Date(Date.now() - 1_000) } });
      await db.generation.update({ where: { id }, data: { status: "uncertain" } });
    });
    await sendToProvider(id);
    expect(provider.posts).toBe(0);
    expect(await rowOf(id)).toMatchObject({ status: "uncertain", attempts: [{ state: "uncertain" }] });
  });

  it("puts back what it never sent because the database went away in between: told when that is back, and never uncertain", async () => {
    const { id } = await makeGeneration();
    atFailpoint.mockImplementationOnce(() => Promise.reject(new Error("the server closed the connection")));
    await expect(sendToProvider(id)).rejects.toThrow("closed the connection");
    expect(await rowOf(id)).toMatchObject({ status: "sending" });
    await sweepDueGenerations();
    expect(await rowOf(id)).toMatchObject({ status: "waiting", waitingFor: "retry", attempts: [{ state: "notSent" }] });
    expect(provider.posts).toBe(0);
    await sendToProvider(id);
    await sweepDueGenerations();
    expect(await rowOf(id)).toMatchObject({ status: "queued", attempts: [{ state: "notSent" }, { state: "acknowledged" }] });
    expect(provider.posts).toBe(1);
  });

  it("asks again for an attempt whose commit nobody heard of, until it is there", async () => {
    const { id } = await makeGeneration();
    atFailpoint.mockImplementationOnce(async () => {
      // As if the commit were still on its way.
      await db.attempt.updateMany({ where: { generationId: id }, data: { state: "notSent" } });
      throw new Error("the server closed the connection");
    });
    await expect(sendToProvider(id)).rejects.toThrow("closed the connection");
    await sweepDueGenerations();
    expect((await rowOf(id)).status).toBe("sending");
    await db.attempt.updateMany({ where: { generationId: id }, data: { state: "sending" } });
    await sweepDueGenerations();
    expect(await rowOf(id)).toMatchObject({ status: "waiting", attempts: [{ state: "notSent" }] });
  });

  it("waits for its references by the database's clock, however wrong this machine's is", async () => {
    const { id, teamId, createdById } = await makeGeneration();
    const asset = await makeAsset({ teamId, createdById });
    await db.generationInput.create({ data: { teamId, generationId: id, position: 0, assetId: asset.id, role: "reference" } });
    const clock = vi.spyOn(Date, "now").mockReturnValue(Date.now() + 20 * 60_000);
    await sendToProvider(id).finally(() => clock.mockRestore());
    expect(await rowOf(id)).toMatchObject({ status: "waiting", waitingFor: "inputs" });
  });

  it("sends nothing when a hold begins while it is being made ready", async () => {
    await db.instance.create({ data: { id: 1, instanceId: newId() } });
    const { id } = await makeGeneration();
    let sending: Promise<void> = Promise.resolve();
    await db.$transaction(async (tx) => {
      await tx.$executeRaw`SELECT pg_advisory_xact_lock(hashtext('dailies.turn'), hashtext(${account}))`;
      sending = sendToProvider(id);
      await vi.waitFor(async () => {
        const [row] = await db.$queryRaw<{ n: number }[]>`
          SELECT count(*)::int AS n FROM pg_locks JOIN pg_database ON pg_database.oid = pg_locks.database
          WHERE locktype = 'advisory' AND NOT granted AND datname = current_database()`;
        expect(row!.n).toBe(1);
      });
      await db.instance.update({ where: { id: 1 }, data: { holdReason: "restored", holdSince: new Date() } });
    });
    await sending;
    expect(await rowOf(id)).toMatchObject({ status: "waiting", waitingFor: "hold", attempts: [] });
    expect(provider.posts).toBe(0);
  });

  it("sends nothing into an outage that others have met", async () => {
    for (let failure = 0; failure < 5; failure++) breakerOf(account).report("failed");
    const { id } = await makeGeneration();
    await sendToProvider(id);
    expect(await rowOf(id)).toMatchObject({ status: "waiting", waitingFor: "retry", attempts: [] });
    expect(provider.posts).toBe(0);
  });
});

describe("an account that the provider turns away", () => {
  /** As if the wait were over. */
  const endPause = () => db.$executeRaw`UPDATE provider_accounts SET paused_until = now() - interval '1 second', next_upload_at = NULL`;

  it.each([
    ["badKey", "key"],
    ["keyExpired", "keyExpired"],
    ["keyLimit", "keyLimit"],
    ["noCredit", "balance"],
    ["noCredit429", "balance"],
    ["overdue", "operatorOverdue"],
  ] as const)(
    "%s: costs one call and nobody their place; the next one is tried alone, and one that goes through frees all",
    async (fate, reason) => {
      const rows = [await makeGeneration(), await makeGeneration(), await makeGeneration()];
      provider.creates = [fate, fate];
      for (const { id } of rows) await sendToProvider(id);
      expect(provider.posts).toBe(1);
      expect(await rowOf(rows[0]!.id)).toMatchObject({ status: "waiting", waitingFor: reason, attempts: [{ state: "refused" }] });
      for (const { id } of rows.slice(1)) expect(await rowOf(id)).toMatchObject({ status: "waiting", waitingFor: reason, attempts: [] });
      expect(await findPause(db, account)).toMatchObject({ refusal: reason });

      await endPause();
      await Promise.all(rows.map(({ id }) => sendToProvider(id)));
      expect(provider.posts).toBe(2);
      expect((await db.generation.findMany()).map((row) => [row.status, row.waitingFor])).toEqual(rows.map(() => ["waiting", reason]));

      await endPause();
      await sendToProvider(rows[2]!.id);
      expect(await rowOf(rows[2]!.id)).toMatchObject({ status: "queued" });
      expect(await findPause(db, account)).toBeNull();
      for (const { id } of rows.slice(0, 2)) {
        const row = await rowOf(id);
        expect(row).toMatchObject({ status: "waiting", waitingFor: null });
        expect(row.nextActionAt!.getTime()).toBeLessThanOrEqual(Date.now() + 1_000);
        await sendToProvider(id);
        expect(await rowOf(id)).toMatchObject({ status: "queued" });
      }
      expect(provider.tasks).toHaveLength(3);
    },
  );

  it("waits a little the first time that it hears of a quota, and with everybody the second time", async () => {
    const { id } = await makeGeneration();
    provider.creates = ["quota", "quota"];
    await sendToProvider(id);
    expect(await rowOf(id)).toMatchObject({ status: "waiting", waitingFor: "pause" });
    await endPause();
    await sendToProvider(id);
    expect(await rowOf(id)).toMatchObject({ status: "waiting", waitingFor: "quota" });
    expect(await findPause(db, account)).toMatchObject({ refusal: "quota" });
  });

  it("tries credit again after a minute, and then every five: a balance dips and returns", async () => {
    await refuseAccount(db, account, "balance");
    // Rounded up, as what is left is told.
    expect((await findPause(db, account))?.leftMs).toBeLessThan(61_000);
    await refuseAccount(db, account, "balance");
    expect((await findPause(db, account))?.leftMs).toBeGreaterThan(4 * 60_000);
  });

  it("is not freed by a later word to slow down", async () => {
    await refuseAccount(db, account, "key");
    await pauseAccount(db, account, 3_600_000, "rateLimit");
    expect(await findPause(db, account)).toMatchObject({ refusal: "key" });
  });

  it("keeps a clip with references too, whose files are not given up for it", async () => {
    const { id, teamId } = await makeGeneration({ mode: "firstFrame" });
    const asset = await makeAsset({ teamId });
    await db.generationInput.create({ data: { teamId, generationId: id, position: 0, assetId: asset.id, role: "firstFrame" } });
    await getStorage().put(assetKey(teamId, asset.id), Buffer.from("a picture"));
    provider.uploads = ["badKey"];
    await sendToProvider(id);
    const registration = await db.assetRegistration.findFirstOrThrow();
    expect(await registerWithProvider(registration.id)).toBe(false);
    expect(await db.assetRegistration.findFirstOrThrow()).toMatchObject({ status: "waiting", failures: 0 });
    await sendToProvider(id);
    expect(await rowOf(id)).toMatchObject({ status: "waiting", waitingFor: "key" });
    // Nobody asks again while it is known, and an hour of waiting is not held against the files.
    await registerWithProvider(registration.id);
    expect(provider.paths.filter((path) => path.endsWith("/asset/upload"))).toHaveLength(2);
    await db.$executeRaw`UPDATE generations SET created_at = created_at - interval '1 hour'`;
    await endPause();
    await registerWithProvider(registration.id);
    expect(await findPause(db, account)).toBeNull();
    await sendToProvider(id);
    expect(await rowOf(id)).toMatchObject({ status: "waiting", waitingFor: "inputs" });
  });
});
