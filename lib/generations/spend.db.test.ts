import { db, truncateAll } from "@/lib/testing/database";
import { beforeEach, describe, expect, it } from "vitest";
import { withTransaction } from "@/lib/platform/db/client";
import { forgetEnv } from "@/lib/platform/env";
import type { TaskSnapshot } from "@/lib/providers/types";
import { newId } from "@/lib/shared/ids";
import { makeDraft } from "@/lib/testing/draft";
import { makeMember, makeProject } from "@/lib/testing/factories";
import type { Actor } from "@/lib/access/callers/actor";
import { cancelGeneration } from "./asking/cancel";
import { submitGeneration } from "./asking/submit";
import { getClip } from "./queries";
import { recordTransition } from "./record-transition";
import { acknowledge } from "./sending/acknowledge";
import { applySnapshot } from "./sending/apply-snapshot";
import { bookSpend, spendOf } from "./spend";

let actor: Actor;
beforeEach(async () => {
  await truncateAll();
  actor = await makeMember();
});

async function press(): Promise<string> {
  const { id: projectId } = await makeProject({ teamId: actor.teamId });
  const id = newId();
  await submitGeneration(actor, { id, projectId, draft: makeDraft({ prompt: "rain on a roof" }) });
  return id;
}

const rowOf = (id: string) => db.generation.findUniqueOrThrow({ where: { id }, include: { attempts: true } });

async function attempt(generationId: string, number = 1) {
  await withTransaction((tx) => recordTransition(tx, generationId, { event: "send", nextActionInMs: 60_000 }));
  return db.attempt.create({
    data: {
      id: newId(),
      generationId,
      number,
      state: "sending",
      marker: newId(),
      providerAccount: "a",
      apiStyle: "native",
      request: {},
      leaseUntil: new Date(Date.now() + 60_000),
    },
  });
}

/** Sent, and accepted as this task. */
async function accepted(id: string, taskId = `cgt-${newId()}`): Promise<void> {
  await acknowledge((await attempt(id)).id, taskId);
}

const look = async (id: string, seen: Partial<TaskSnapshot>): Promise<void> =>
  applySnapshot(await rowOf(id), { ...UNSEEN, id: "cgt", videoUrl: "https://x.example/a.mp4", ...seen }, 1_000);

const UNSEEN: TaskSnapshot = {
  id: "",
  status: "succeeded",
  rawStatus: "",
  providerModel: null,
  videoUrl: null,
  servesContent: false,
  lastFrameUrl: null,
  error: null,
  tokens: null,
  seed: null,
  ratio: null,
  resolution: null,
  durationSeconds: null,
  safetyIdentifier: null,
  createdAt: null,
  updatedAt: null,
};

/** What the rows of a clip add up to, which must be what its ledger says. */
async function spentOn(id: string) {
  const rows = await db.spend.findMany({ where: { generationId: id }, orderBy: { id: "asc" } });
  const sum = (kinds: string[], key: "tokens" | "micros") =>
    rows.filter((row) => kinds.includes(row.kind)).reduce((total, row) => total + (row[key] ?? 0), 0);
  const held = { tokens: sum(["reserved", "released"], "tokens"), micros: sum(["reserved", "released"], "micros") };
  const settled = { tokens: sum(["settled"], "tokens"), micros: sum(["settled"], "micros") };
  const target = spendOf(await rowOf(id));
  const counts = { tokens: target.tokens, micros: target.micros ?? 0 };
  const nothing = { tokens: 0, micros: 0 };
  expect({ held, settled }).toEqual({
    held: target.kind === "reserved" ? counts : nothing,
    settled: target.kind === "settled" ? counts : nothing,
  });
  await expectSumsOfLedger();
  return { kinds: rows.map((row) => row.kind), held: held.tokens, settled: settled.tokens, micros: settled.micros };
}

/** The sums are nothing but the ledger, added up. */
async function expectSumsOfLedger(): Promise<void> {
  const wrong = await db.$queryRaw`
    SELECT day, state, kind, clips, micros FROM spend_totals
    EXCEPT SELECT day, state, CASE kind WHEN 'released' THEN 'reserved' ELSE kind END, sum(clips), coalesce(sum(micros), 0) FROM spend
    GROUP BY team_id, is_emulated, day, project_id, user_id, model, state, CASE kind WHEN 'released' THEN 'reserved' ELSE kind END`;
  expect(wrong).toEqual([]);
}

describe("what a clip costs its team", () => {
  it("is kept back from the press on, and given back when it never went", async () => {
    const id = await press();
    expect(await spentOn(id)).toMatchObject({ kinds: ["reserved"], settled: 0 });
    await cancelGeneration(actor, { id });
    expect(await spentOn(id)).toEqual({ kinds: ["reserved", "released", "spared"], held: 0, settled: 0, micros: 0 });
  });

  it("is what the provider counted, once it is known", async () => {
    const id = await press();
    await accepted(id);
    await look(id, { tokens: 50_000 });
    const { pricePerMillion } = await rowOf(id);
    expect(await spentOn(id)).toEqual({
      kinds: ["reserved", "released", "settled"],
      held: 0,
      settled: 50_000,
      micros: Math.round(50_000 * pricePerMillion!),
    });
  });

  it("is nothing for a failure, and what was counted for a late success after it", async () => {
    const id = await press();
    await accepted(id);
    await look(id, { status: "failed", tokens: null });
    expect(await spentOn(id)).toMatchObject({ held: 0, settled: 0 });
    await look(id, { tokens: 70_000 });
    expect(await spentOn(id)).toMatchObject({ held: 0, settled: 70_000 });
  });

  it("is what was counted also for a failure, where the provider counted all the same", async () => {
    const id = await press();
    await accepted(id);
    await look(id, { status: "failed", tokens: 9_000 });
    expect(await spentOn(id)).toMatchObject({ held: 0, settled: 9_000 });
  });

  it("stays kept back where it succeeded and nothing was counted, and where nobody knows what became of it", async () => {
    const done = await press();
    await accepted(done);
    await look(done, { tokens: null });
    expect((await spentOn(done)).held).toBeGreaterThan(0);
    const lost = await press();
    const { id } = await attempt(lost);
    await db.attempt.update({ where: { id }, data: { state: "uncertain" } });
    await withTransaction((tx) => recordTransition(tx, lost, { event: "lose", nextActionInMs: 1_000 }));
    await withTransaction((tx) => recordTransition(tx, lost, { event: "fail" }));
    expect((await spentOn(lost)).held).toBeGreaterThan(0);
  });

  it("is counted once however often somebody asks, in one place: the state it is in", async () => {
    const id = await press();
    await accepted(id);
    await look(id, { tokens: 50_000 });
    await withTransaction((tx) => recordTransition(tx, id, { event: "archive" }));
    const before = await db.spend.count();
    await withTransaction((tx) => bookSpend(tx, id));
    expect(await db.spend.count()).toBe(before);
    await expectSumsOfLedger();
    const counted = await db.spendTotal.findMany({ where: { clips: { not: 0 } } });
    expect(counted).toMatchObject([{ state: "ready", kind: "settled", clips: 1, isEmulated: false }]);
  });

  it("moves to the day on which it is sent, and to the account that it is sent to", async () => {
    const id = await press();
    expect(await db.spend.findFirst({ where: { generationId: id } })).toMatchObject({ isEmulated: true });
    const sentAt = new Date("2026-10-02T00:30:00Z");
    await withTransaction((tx) =>
      recordTransition(tx, id, { event: "send", nextActionInMs: 60_000, data: { sentAt, providerAccount: "a real one" } }),
    );
    const counted = await db.spendTotal.findMany({ where: { clips: { not: 0 } } });
    expect(counted).toMatchObject([
      { day: new Date("2026-10-02T00:00:00Z"), isEmulated: false, state: "open", kind: "reserved", clips: 1 },
    ]);
  });

  it("is counted for both where one press was bought twice", async () => {
    const id = await press();
    const first = await attempt(id);
    await db.attempt.update({ where: { id: first.id }, data: { state: "absent" } });
    await withTransaction((tx) => recordTransition(tx, id, { event: "lose", nextActionInMs: 1_000 }));
    await withTransaction((tx) => recordTransition(tx, id, { event: "prove-absent", nextActionInMs: 0 }));
    await acknowledge((await attempt(id, 2)).id, "cgt-second");
    await acknowledge(first.id, "cgt-first");
    const all = await db.generation.findMany({ where: { teamId: actor.teamId }, select: { id: true } });
    expect(all).toHaveLength(2);
    for (const row of all) await look(row.id, { tokens: 10_000 });
    for (const row of all) expect(await spentOn(row.id)).toMatchObject({ held: 0, settled: 10_000 });
  });
});

describe("the bill of a clip", () => {
  it("is by the resolution that was made, and by the price of the day when it was asked for", async () => {
    const id = await press();
    await db.generation.update({ where: { id }, data: { resolution: "720p", pricePerMillion: 1 } });
    await accepted(id);
    await look(id, { tokens: 1_000, resolution: "720p" });
    expect(await rowOf(id)).toMatchObject({ actualMicros: 1_000 });
    const other = await press();
    await db.generation.update({ where: { id: other }, data: { model: "seedance-2.0", resolution: "720p", pricePerMillion: 1 } });
    await accepted(other);
    await look(other, { tokens: 1_000_000, resolution: "1080p" });
    expect((await rowOf(other)).actualMicros).toBe(Math.round(1_000_000 * 7.7 * 1.1));
  });

  it("is unknown on Volcengine, whose price nobody entered, from the press to the ready clip", async () => {
    process.env.PROVIDER = "volcengine";
    forgetEnv();
    try {
      const id = await press();
      expect(await rowOf(id)).toMatchObject({ estimatedMicros: null, pricePerMillion: null });
      await accepted(id);
      await look(id, { tokens: 108_900 });
      await withTransaction((tx) => recordTransition(tx, id, { event: "archive" }));
      expect(await getClip(actor, id)).toMatchObject({
        card: { status: "ready" },
        estimate: { micros: null },
        actual: { tokens: 108_900, micros: null },
      });
      expect(await spentOn(id)).toMatchObject({ settled: 108_900, micros: 0 });
      expect((await db.spend.findMany({ where: { generationId: id } })).every((row) => row.micros === null)).toBe(true);
    } finally {
      delete process.env.PROVIDER;
      forgetEnv();
    }
  });
});
