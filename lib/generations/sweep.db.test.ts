import { db, truncateAll } from "@/lib/testing/database";
import { readdir } from "node:fs/promises";
import path from "node:path";
import { afterAll, beforeAll, beforeEach, describe, expect, it } from "vitest";
import { connectionFor } from "@/lib/connections/connection";
import { learnFacts } from "@/lib/connections/facts";
import { forgetEnv, getEnv } from "@/lib/platform/env";
import type { AttemptState } from "@/lib/platform/db/generated/enums";
import { newId } from "@/lib/shared/ids";
import { makeGeneration } from "@/lib/testing/factories";
import { startTaskListServer, type TaskListServer } from "@/lib/testing/task-list-server";
import { acknowledge } from "./sending/acknowledge";
import { markerFor } from "@/lib/recipes/compile";
import { openJournal } from "./sending/journal";
import { reconcileGeneration } from "./searching/reconcile";
import { sendToProvider } from "./sending/send";
import { replayJournal, sweepDueGenerations } from "./sweep";

let provider: TaskListServer;
let account: string;
beforeAll(async () => {
  provider = await startTaskListServer();
  process.env.EMULATOR_URL = provider.origin;
  forgetEnv();
  account = (await connectionFor(null)).account;
});
afterAll(() => provider.stop());
beforeEach(async () => {
  await truncateAll();
  provider.tasks = [];
});

const MINUTE = 60_000;
const inMs = (milliseconds: number): Date => new Date(Date.now() + milliseconds);
const journal = () => openJournal(getEnv().dataDir);
const journalFiles = () => readdir(path.join(getEnv().dataDir, "journal")).catch(() => []);
const rowOf = (id: string) =>
  db.generation.findUniqueOrThrow({ where: { id }, include: { attempts: { orderBy: { number: "asc" } }, events: true } });

async function sending(leaseMs: number, more: object = {}) {
  const row = await makeGeneration({
    status: "sending",
    providerAccount: account,
    sentAt: inMs(-2_000),
    nextActionAt: inMs(leaseMs),
    ...more,
  });
  const attempt = await addAttempt(row.id, 1, "sending", leaseMs);
  return { row, attempt };
}

const addAttempt = (generationId: string, number: number, state: AttemptState, leaseMs = 0) =>
  db.attempt.create({
    data: {
      id: newId(),
      generationId,
      number,
      state,
      marker: `person.${newId()}`,
      providerAccount: account,
      apiStyle: "native",
      request: {},
      leaseUntil: inMs(leaseMs),
    },
  });

describe("an attempt whose holder is gone", () => {
  it("is uncertain once its lease is over, and not before", async () => {
    const { row } = await sending(60_000, { nextActionAt: inMs(-1) });
    await sweepDueGenerations();
    expect(await rowOf(row.id)).toMatchObject({ status: "sending", attempts: [{ state: "sending" }] });
    await db.attempt.updateMany({ data: { leaseUntil: inMs(-1) } });
    await sweepDueGenerations();
    expect(await rowOf(row.id)).toMatchObject({ status: "uncertain", attempts: [{ state: "uncertain" }] });
  });

  it("is acknowledged from the journal by a worker that lives, before it is given up", async () => {
    const { row, attempt } = await sending(-1);
    await journal().write({ attemptId: attempt.id, taskId: "cgt-1", at: inMs(-20_000).toISOString() });
    await sweepDueGenerations();
    expect(await rowOf(row.id)).toMatchObject({ status: "queued", providerTaskId: "cgt-1", attempts: [{ state: "acknowledged" }] });
    expect(await journalFiles()).toEqual([]);
  });

  it("leaves a fresh entry to whoever wrote it", async () => {
    const { row, attempt } = await sending(60_000);
    await journal().write({ attemptId: attempt.id, taskId: "cgt-1", at: new Date().toISOString() });
    await sweepDueGenerations();
    expect((await rowOf(row.id)).status).toBe("sending");
    expect(await replayJournal()).toBe(1);
  });

  it("does not hold up everything else when its entry names a task that another one owns", async () => {
    await makeGeneration({ status: "running", providerAccount: account, providerTaskId: "cgt-1" });
    const { row, attempt } = await sending(-1);
    await db.attempt.updateMany({ data: { leaseUntil: inMs(-1) } });
    await journal().write({ attemptId: attempt.id, taskId: "cgt-1", at: inMs(-20_000).toISOString() });
    await sweepDueGenerations();
    expect(await rowOf(row.id)).toMatchObject({ status: "uncertain", attempts: [{ state: "uncertain" }] });
    expect(await journalFiles()).toEqual([]);
  });

  it("keeps an entry that this database knows nothing of: it may be the only trace of a purchase", async () => {
    const entry = { attemptId: newId(), taskId: "cgt-older", at: inMs(-20_000).toISOString() };
    await journal().write(entry);
    expect(await replayJournal()).toBe(0);
    expect(await journal().read()).toEqual([entry]);
    await journal().remove(entry.attemptId);
  });
});

describe("a late answer", () => {
  it("claims an attempt that was given up", async () => {
    const { row, attempt } = await sending(-1);
    await sweepDueGenerations();
    expect(await acknowledge(attempt.id, "cgt-late")).toBe(true);
    expect(await rowOf(row.id)).toMatchObject({ status: "queued", providerTaskId: "cgt-late" });
    expect(await acknowledge(attempt.id, "cgt-late", "marker")).toBe(false);
  });

  it("keeps both clips when an attempt that was called absent turns up after all", async () => {
    const row = await makeGeneration({ status: "queued", providerAccount: account, providerTaskId: "cgt-second" });
    const late = await addAttempt(row.id, 1, "absent");
    await db.attempt.update({ where: { id: (await addAttempt(row.id, 2, "acknowledged")).id }, data: { providerTaskId: "cgt-second" } });
    expect(await acknowledge(late.id, "cgt-first")).toBe(true);
    const all = await db.generation.findMany({ orderBy: { createdAt: "asc" }, include: { events: true } });
    expect(all.map((one) => [one.status, one.providerTaskId])).toEqual([
      ["queued", "cgt-second"],
      ["queued", "cgt-first"],
    ]);
    expect(all[1]).toMatchObject({ prompt: row.prompt, projectId: row.projectId, createdById: row.createdById });
    expect(all[0]!.events.map((event) => event.event)).toEqual(["charged-twice"]);
  });
});

describe("on hold", () => {
  const hold = () => db.instance.create({ data: { id: 1, instanceId: newId(), holdReason: "instance-mismatch", holdSince: new Date() } });

  it("makes uncertain what the original may have sent, and sends nothing", async () => {
    const waiting = await makeGeneration({ providerAccount: null });
    const { row } = await sending(60_000);
    await hold();
    await sendToProvider(waiting.id);
    await sweepDueGenerations();
    expect(await rowOf(waiting.id)).toMatchObject({ status: "uncertain", attempts: [{ state: "uncertain", providerAccount: account }] });
    expect(await rowOf(row.id)).toMatchObject({ status: "uncertain", attempts: [{ state: "uncertain" }] });
  });

  it("never proves absent what was under way before it, also after the hold: the original may have sent it once more", async () => {
    const sentAt = inMs(-3 * 60 * MINUTE);
    const firstGoodScanAt = inMs(-120 * MINUTE);
    const { row: wasSending } = await sending(60_000, { createdAt: sentAt, sentAt });
    const wasUncertain = await makeGeneration({ status: "uncertain", providerAccount: account, createdAt: sentAt, sentAt });
    await addAttempt(wasUncertain.id, 1, "uncertain");
    await db.attempt.updateMany({ data: { sentAt, firstGoodScanAt } });
    const control = await makeGeneration({ status: "running", providerAccount: account, providerTaskId: "cgt-near", sentAt });
    const near = await addAttempt(control.id, 1, "acknowledged");
    await db.attempt.update({ where: { id: near.id }, data: { sentAt, providerTaskId: "cgt-near" } });
    await hold();
    await sweepDueGenerations();
    await db.instance.updateMany({ data: { holdReason: null, holdSince: null } });
    await learnFacts(db, account, { echoesMarker: true });
    await db.providerAccount.update({ where: { account }, data: { tokens: 20 } });
    provider.tasks = [{ id: "cgt-near", created_at: Math.floor(sentAt.getTime() / 1000), safety_identifier: "other.1" }];
    for (const { id } of [wasSending, wasUncertain]) {
      await reconcileGeneration(id);
      expect(await rowOf(id)).toMatchObject({
        status: "uncertain",
        attempts: [{ state: "uncertain", isForeign: true, firstGoodScanAt }],
      });
    }
  });

  it("lets what is asked for afterwards wait", async () => {
    await hold();
    const later = await makeGeneration({ createdAt: inMs(1_000) });
    await sweepDueGenerations();
    await sendToProvider(later.id);
    expect(await rowOf(later.id)).toMatchObject({ status: "waiting", waitingFor: "hold", attempts: [] });
  });

  it("finds what the original sent by the person's part of the marker, and otherwise leaves it to a person, also after the hold", async () => {
    const created = inMs(-3 * 60 * MINUTE);
    const sent = await makeGeneration({ createdAt: created, resolution: "720p", durationSeconds: 5 });
    const never = await makeGeneration({ createdAt: created, resolution: "1080p", durationSeconds: 9 });
    await hold();
    await sweepDueGenerations();
    await learnFacts(db, account, { echoesMarker: true });
    await db.providerAccount.update({ where: { account }, data: { tokens: 20 } });
    provider.tasks = [
      {
        id: "cgt-original",
        created_at: Math.floor(inMs(-MINUTE).getTime() / 1000),
        safety_identifier: markerFor(sent.createdById, newId(), getEnv().authSecret),
        resolution: "720p",
        duration: 5,
        ratio: "16:9",
      },
      {
        id: "cgt-stranger",
        created_at: Math.floor(inMs(-MINUTE).getTime() / 1000),
        safety_identifier: "other.1",
        resolution: "1080p",
        duration: 9,
        ratio: "16:9",
      },
    ];
    await reconcileGeneration(sent.id);
    expect(await rowOf(sent.id)).toMatchObject({ status: "queued", providerTaskId: "cgt-original" });
    await db.instance.updateMany({ data: { holdReason: null, holdSince: null } });
    await db.attempt.updateMany({
      where: { generationId: never.id },
      data: { isForeign: true, firstGoodScanAt: inMs(-60 * MINUTE) },
    });
    await reconcileGeneration(never.id);
    expect((await rowOf(never.id)).status).toBe("uncertain");
  });
});
