import { db, truncateAll } from "@/lib/testing/database";
import { beforeEach, describe, expect, it } from "vitest";
import type { Actor } from "@/lib/access/callers/actor";
import { setLimits } from "@/lib/budgets/limits";
import { cancelWaiting, pauseLine, resumeLine } from "@/lib/queue/line";
import { getQueue } from "@/lib/queue/queries";
import { newId } from "@/lib/shared/ids";
import { makeDraft } from "@/lib/testing/draft";
import { makeGeneration, makeMember, makeProject } from "@/lib/testing/factories";
import { withTransaction } from "@/lib/platform/db/client";
import { recordTransition } from "../record-transition";
import { isPaused } from "../sending/turn";
import { cancelGeneration } from "./cancel";
import { deleteGenerations } from "./delete";
import { retryGeneration } from "./retry";
import { findRetries, retryMany } from "./retry-many";
import { getGenerations } from "../queries";
import { submitGeneration, submitMany } from "./submit";

let ada: Actor;
let bo: Actor;
let projectId: string;
beforeEach(async () => {
  await truncateAll();
  ada = await makeMember("creator");
  bo = await makeMember("creator", { teamId: ada.teamId });
  projectId = (await makeProject({ teamId: ada.teamId })).id;
});

const press = (prompt: string) => ({ id: newId(), projectId, draft: makeDraft({ prompt }) });
/** One press of so many, each of which then ended as told; null stays open. */
async function batch(...endings: (string | null)[]): Promise<{ ids: string[]; pressId: string }> {
  const ids = (
    await submitMany(
      ada,
      endings.map((_, n) => press(`Shot ${n}`)),
    )
  ).map(({ id }) => id);
  for (const [index, errorCode] of endings.entries())
    if (errorCode !== null)
      await db.generation.update({
        where: { id: ids[index]! },
        data: { status: "refused", errorCode, nextActionAt: null, finishedAt: new Date() },
      });
  const { pressId } = await db.generation.findUniqueOrThrow({ where: { id: ids[0]! } });
  return { ids, pressId: pressId! };
}
const asNew = (ids: readonly string[]) => ids.map((id) => ({ id, asId: newId() }));
const madeFrom = (ids: readonly string[]) => db.generation.count({ where: { madeFromId: { in: [...ids] } } });

describe("what failed of a press", () => {
  it("goes again in one press: with its price before, and each clip once", async () => {
    const { ids, pressId } = await batch("outputVideo", null, "outputAudio");
    const check = await findRetries(ada, { pressId });
    expect(check.left).toEqual([]);
    expect(check.retries.map(({ id, isSilenced }) => [id, isSilenced])).toEqual([
      [ids[0], false],
      [ids[2], true],
    ]);
    expect(check.retries.every(({ micros }) => micros! > 0)).toBe(true);
    const retries = asNew(check.retries.map(({ id }) => id));
    const { made, left } = await retryMany(bo, { retries, withoutSound: true });
    expect(left).toEqual([]);
    const rows = await db.generation.findMany({ where: { id: { in: made.map(({ id }) => id) } }, orderBy: { prompt: "asc" } });
    expect(rows.map(({ prompt, sound, madeFromId }) => [prompt, sound, madeFromId])).toEqual([
      ["Shot 0", true, ids[0]],
      ["Shot 2", false, ids[2]],
    ]);
    expect(new Set(rows.map((row) => row.pressId)).size).toBe(1);
    expect(rows[0]!.pressId).not.toBe(pressId);
    // The same press whose answer was lost is the same press.
    expect((await retryMany(bo, { retries, withoutSound: true })).made.map(({ id }) => id)).toEqual(made.map(({ id }) => id));
    expect(await madeFrom(ids)).toBe(2);
    expect((await findRetries(ada, { pressId })).left.map(({ why }) => why)).toEqual(["retried", "retried"]);
  });

  it("goes once, whoever presses at the same moment", async () => {
    const { ids } = await batch("outputVideo", "outputVideo", "outputVideo");
    const once = (actor: Actor) =>
      retryGeneration(actor, { id: ids[0]!, asId: newId() }).then(
        ({ id }) => ({ made: [{ id }], left: [] }),
        (error: unknown) => ({ made: [], left: [], error }),
      );
    const answers = await Promise.all([
      retryMany(ada, { retries: asNew(ids) }),
      retryMany(bo, { retries: asNew(ids) }),
      retryMany(bo, { retries: asNew(ids.slice(1)) }),
      ...[once(ada), once(bo)],
    ]);
    expect(answers.flatMap(({ made }) => made)).toHaveLength(3);
    for (const id of ids) expect(await madeFrom([id])).toBe(1);
    for (const { made, left } of answers.slice(0, 2)) expect(made.length + left.length).toBe(3);
    expect(answers.flatMap(({ left }) => left).every(({ why }) => why === "retried")).toBe(true);
    for (const answer of answers) if ("error" in answer) expect(answer.error).toMatchObject({ code: "tried-again" });
  });

  it("is told on the card of each, which buys one more only where somebody says so", async () => {
    const { ids } = await batch("outputVideo", "outputVideo");
    const [tried, other] = ids as [string, string];
    const cards = async () => new Map((await getGenerations(bo, ids)).map((card) => [card.id, card]));
    const before = await cards();
    const asId = newId();
    const changes = { prompt: "In other words" };
    await retryGeneration(ada, { id: tried, asId, changes });
    const after = await cards();
    expect([tried, other].map((id) => after.get(id)!.failure!.isRetried)).toEqual([true, undefined]);
    // So that open pages hear of it.
    expect([tried, other].map((id) => after.get(id)!.revision - before.get(id)!.revision)).toEqual([1, 0]);
    await expect(retryGeneration(bo, { id: tried, asId: newId() })).rejects.toMatchObject({ code: "tried-again" });
    // The same press whose answer was lost is the same press.
    expect((await retryGeneration(ada, { id: tried, asId, changes })).id).toBe(asId);
    await retryGeneration(bo, { id: tried, asId: newId(), onceMore: true });
    expect(await madeFrom([tried])).toBe(2);
  });

  it("leaves what somebody cancelled to its own card", async () => {
    const { ids } = await batch("outputVideo", null);
    const [failed, cancelled] = ids as [string, string];
    await cancelGeneration(ada, { id: cancelled });
    expect((await findRetries(ada, { ids })).left).toEqual([{ id: cancelled, why: "cancelled" }]);
    const { made, left } = await retryMany(bo, { retries: asNew(ids) });
    expect([made.length, left]).toEqual([1, [{ id: cancelled, why: "cancelled" }]]);
    await retryGeneration(bo, { id: cancelled, asId: newId() });
    expect([await madeFrom([failed]), await madeFrom([cancelled])]).toEqual([1, 1]);
  });

  it("sends the others where one became impossible after it was looked at, and tells which did not go", async () => {
    const { ids } = await batch("outputVideo", "outputVideo", "outputVideo");
    const { retries } = await findRetries(ada, { ids });
    expect(retries).toHaveLength(3);
    await db.generation.update({ where: { id: ids[1]! }, data: { durationSeconds: 99 } });
    const input = { retries: asNew(ids) };
    const { made, left } = await retryMany(ada, input);
    expect([made.length, left]).toEqual([2, [{ id: ids[1], why: "unable" }]]);
    expect((await retryMany(ada, input)).made.map(({ id }) => id)).toEqual(made.map(({ id }) => id));
    expect((await retryMany(ada, { retries: asNew([ids[1]!]) })).left).toEqual([{ id: ids[1], why: "unable" }]);
  });

  it("leaves out what may have been paid for, what was tried again, and what would be refused again", async () => {
    const { ids } = await batch("outputVideo", "inputText", "outputVideo", "outputVideo", null, "outputVideo");
    const [tried, wrong, doubted, charged, open, late] = ids as [string, string, string, string, string, string];
    await retryGeneration(ada, { id: tried, asId: newId() });
    await db.generation.update({ where: { id: doubted }, data: { status: "uncertain", nextActionAt: new Date() } });
    await db.generation.update({ where: { id: charged }, data: { actualTokens: 5 } });
    const why = new Map((await findRetries(ada, { ids })).left.map((one) => [one.id, one.why]));
    expect([tried, wrong, doubted, charged, open].map((id) => why.get(id))).toEqual(["retried", "asItIs", "uncertain", "charged", "open"]);
    await db.generation.update({ where: { id: wrong }, data: { errorCode: "permission" } });
    expect((await findRetries(ada, { ids: [wrong] })).left).toEqual([{ id: wrong, why: "account" }]);
    // It turned out to exist between the question and the press.
    await db.generation.update({ where: { id: late }, data: { status: "saving", nextActionAt: new Date() } });
    const stranger = newId();
    const { made, left } = await retryMany(ada, { retries: asNew([...ids, stranger]) });
    expect(made).toEqual([]);
    expect(left).toContainEqual({ id: late, why: "open" });
    expect(left).toContainEqual({ id: stranger, why: "gone" });
    expect(await madeFrom(ids)).toBe(1);
  });

  it("is told on the page of the queue until it was tried again or deleted", async () => {
    const { ids, pressId } = await batch("outputVideo", "outputVideo", null);
    expect((await getQueue(bo)).presses).toMatchObject([{ id: pressId, clips: 3, waiting: 1, failed: 2, again: 2, kept: null }]);
    await cancelGeneration(ada, { id: ids[2]! });
    await retryGeneration(ada, { id: ids[0]!, asId: newId() });
    expect((await getQueue(bo)).presses).toMatchObject([{ clips: 3, waiting: 0, again: 1 }]);
    // What was charged, may have been, or would be refused again is told, and not counted among what goes again.
    for (const data of [{ actualTokens: 5 }, { actualTokens: null, errorCode: "inputText" }]) {
      await db.generation.update({ where: { id: ids[1]! }, data });
      expect((await getQueue(bo)).presses).toMatchObject([{ failed: 2, again: 0 }]);
      expect((await findRetries(bo, { pressId })).retries).toEqual([]);
    }
    await deleteGenerations(ada, { ids: [ids[1]!] });
    expect((await getQueue(bo)).presses).toEqual([]);
    const stranger = await makeMember("owner");
    expect((await getQueue(stranger)).presses).toEqual([]);
    expect(await findRetries(stranger, { pressId })).toEqual({ retries: [], left: [] });
  });
});

describe("one press in the line", () => {
  it("is paused, let go on and cancelled by whoever pressed or an owner, and nothing else with it", async () => {
    const { ids, pressId } = await batch(null, null);
    const { id: other } = await submitGeneration(ada, press("Another"));
    const owner = await makeMember("owner", { teamId: ada.teamId });
    const line = { whose: "press", pressId } as const;
    for (const steer of [pauseLine, resumeLine, cancelWaiting]) {
      await expect(steer(bo, line)).rejects.toMatchObject({ code: "not-allowed" });
      await expect(steer(await makeMember("owner"), line)).rejects.toMatchObject({ code: "not-found" });
    }
    await pauseLine(ada, line);
    await pauseLine(owner, line);
    expect(await Promise.all([...ids, other].map((id) => isPaused(db, id)))).toEqual([true, true, false]);
    const queue = await getQueue(bo);
    expect(queue.kept).toEqual([]);
    expect(queue.presses).toMatchObject([{ id: pressId, waiting: 2, kept: { by: expect.any(String) } }]);
    await db.generation.update({ where: { id: ids[0]! }, data: { waitingFor: "paused" } });
    await resumeLine(owner, line);
    expect(await isPaused(db, ids[0]!)).toBe(false);
    expect(await db.generation.findUniqueOrThrow({ where: { id: ids[0]! } })).toMatchObject({ waitingFor: "turn" });
    await pauseLine(ada, line);
    // On its way when somebody cancels: where it turns out never to have arrived, it waits again, and must not be bought.
    await withTransaction((tx) => recordTransition(tx, ids[0]!, { event: "send" }));
    expect(await cancelWaiting(ada, line)).toEqual({ cancelled: 1 });
    await withTransaction((tx) => recordTransition(tx, ids[0]!, { event: "hold" }));
    expect(await isPaused(db, ids[0]!)).toBe(true);
    expect((await getQueue(bo)).presses).toMatchObject([{ id: pressId, waiting: 1, kept: { by: expect.any(String) } }]);
    expect(await cancelWaiting(ada, line)).toEqual({ cancelled: 1 });
    expect(await db.linePause.count()).toBe(0);
    expect(await db.generation.findUniqueOrThrow({ where: { id: other } })).toMatchObject({ status: "waiting" });
  });
});

describe("the page of the queue", () => {
  it("tells the newest presses, and every one that is kept", async () => {
    const { pressId: kept } = await batch(null, null);
    await pauseLine(ada, { whose: "press", pressId: kept });
    const newer: string[] = [];
    for (let n = 0; n < 21; n++) {
      const pressId = newId();
      newer.push(pressId);
      await makeGeneration({ projectId, pressId, createdById: ada.userId, status: "waiting", nextActionAt: new Date() });
    }
    expect((await getQueue(bo)).presses.map(({ id }) => id)).toEqual([...newer.slice(1).reverse(), kept]);
    await resumeLine(ada, { whose: "press", pressId: kept });
    expect((await getQueue(bo)).presses.map(({ id }) => id)).toEqual(newer.slice(1).reverse());
  });
});

describe("deleting several", () => {
  it("does the rest where a colleague was faster, and leaves theirs to them", async () => {
    const { ids } = await batch("outputVideo", "outputVideo", "outputVideo");
    const theirs = ids[1]!;
    await deleteGenerations(ada, { ids: [theirs] });
    const { deletedAt } = await db.generation.findUniqueOrThrow({ where: { id: theirs } });
    const deleted = await deleteGenerations(ada, { ids: [...ids, newId()] });
    expect(deleted.map(({ id }) => id)).toEqual([ids[0], ids[2]]);
    expect(await db.generation.count({ where: { id: { in: ids }, deletedAt: null } })).toBe(0);
    expect((await db.generation.findUniqueOrThrow({ where: { id: theirs } })).deletedAt).toEqual(deletedAt);
    expect(await deleteGenerations(ada, { ids })).toEqual([]);
    await expect(deleteGenerations(await makeMember("owner"), { ids })).rejects.toMatchObject({ code: "not-found" });
    const { ids: adas } = await batch("outputVideo", "outputVideo");
    await expect(deleteGenerations(bo, { ids: adas })).rejects.toMatchObject({ code: "not-allowed" });
  });
});

describe("a sum that is asked about first", () => {
  it("keeps back every way of buying until it was agreed to, and forbids nothing then", async () => {
    const owner = await makeMember("owner", { teamId: ada.teamId });
    const { id, estimatedMicros } = await db.generation.findUniqueOrThrow({
      where: { id: (await submitGeneration(ada, press("One"))).id },
    });
    await db.generation.update({ where: { id }, data: { status: "failed", errorCode: "server", nextActionAt: null } });
    const none = { month: null, day: null, clip: null, isStopped: false };
    await setLimits(owner, { scope: "team", ...none, askAbove: estimatedMicros! - 1 });
    const asks = { code: "ask-first", values: { micros: estimatedMicros, aboveMicros: estimatedMicros! - 1 } };
    const asId = newId();
    await expect(retryGeneration(ada, { id, asId })).rejects.toMatchObject(asks);
    await expect(retryMany(ada, { retries: [{ id, asId }] })).rejects.toMatchObject(asks);
    await expect(submitGeneration(ada, press("Two"))).rejects.toMatchObject(asks);
    const pair = [press("Three"), press("Four")];
    await expect(submitMany(ada, pair, { agreed: estimatedMicros! })).rejects.toMatchObject({ values: { micros: 2 * estimatedMicros! } });
    expect(await db.generation.count()).toBe(1);
    await submitMany(ada, pair, { agreed: 2 * estimatedMicros! });
    expect((await retryMany(ada, { retries: [{ id, asId }], agreed: estimatedMicros! })).made).toHaveLength(1);
    // What was bought already is not asked about again.
    expect(await submitMany(ada, pair)).toHaveLength(2);
  });
});
