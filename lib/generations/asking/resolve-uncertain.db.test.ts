import { db, truncateAll } from "@/lib/testing/database";
import { afterAll, beforeAll, beforeEach, describe, expect, it } from "vitest";
import type { Actor } from "@/lib/access/callers/actor";
import { forgetBreakers } from "@/lib/connections/breaker";
import { connectionFor } from "@/lib/connections/connection";
import { forgetEnv } from "@/lib/platform/env";
import { newId } from "@/lib/shared/ids";
import { makeMember } from "@/lib/testing/factories";
import { makeAttempt } from "@/lib/testing/lost-answers";
import { startTaskListServer, type TaskListServer } from "@/lib/testing/task-list-server";
import { acknowledge } from "../sending/acknowledge";
import { actionsOn } from "../policy";
import { getClip, getGeneration } from "../queries";
import { reconcileGeneration } from "../searching/reconcile";
import { checkAgain, linkTask, submitAgain } from "./resolve-uncertain";

const MINUTE = 60_000;
let provider: TaskListServer;
let account: string;
let author: Actor;
let id: string;
let attemptId: string;

beforeAll(async () => {
  provider = await startTaskListServer();
  process.env.EMULATOR_URL = provider.origin;
  forgetEnv();
  account = (await connectionFor(null)).account;
});
afterAll(() => provider.stop());
beforeEach(async () => {
  await truncateAll();
  forgetBreakers();
  provider.tasks = [];
  author = await makeMember("creator");
  const lost = await makeAttempt(account, new Date(Date.now() - MINUTE), {
    detail: { kind: "server", httpStatus: 502 },
    generation: { teamId: author.teamId, createdById: author.userId },
  });
  id = lost.generationId;
  attemptId = lost.id;
});

const again = (actor: Actor, asId = newId()) => submitAgain(actor, { id, asId, mayChargeTwice: true });
const nameOf = async (actor: Actor): Promise<string> => (await db.user.findUniqueOrThrow({ where: { id: actor.userId } })).name;

describe("a lost answer", () => {
  it("says what happened, since when, how the search goes, and when it goes on", async () => {
    expect((await getGeneration(author, id)).doubt).toEqual({
      lostBy: "provider",
      httpStatus: 502,
      sentAt: expect.any(String),
      looks: 0,
      lastLook: null,
      candidates: 0,
      estimatedMicros: expect.any(Number),
      again: null,
    });
    await reconcileGeneration(id);
    const view = await getGeneration(author, id);
    expect(view).toMatchObject({ doubt: { looks: 1, lastLook: "blind" }, failure: { charged: "unknown" } });
    expect(actionsOn(author, view).resolve).toBe(true);
    expect(Date.parse(view.progress!.nextAction!)).toBeGreaterThan(Date.now());
    expect((await getClip(author, id)).attempts).toEqual([{ number: 1, outcome: "uncertain", sentAt: view.doubt!.sentAt }]);
  });

  it("is looked for at once when somebody asks", async () => {
    await reconcileGeneration(id);
    const view = await checkAgain(author, { id });
    expect(Date.parse(view.progress!.nextAction!)).toBeLessThanOrEqual(Date.now() + 1_000);
  });

  it("is linked by a person, whose name stays with it", async () => {
    provider.tasks = [{ id: "cgt-there", created_at: Math.floor(Date.now() / 1000) - 50 }];
    const linked = await linkTask(author, { id, taskId: "cgt-there" });
    expect([linked.status, linked.doubt]).toEqual(["queued", undefined]);
    expect((await getClip(author, id)).providerTaskId).toBe("cgt-there");
    const event = await db.generationEvent.findFirstOrThrow({ where: { generationId: id, event: "accept" } });
    expect(event).toMatchObject({ actorId: author.userId, detail: { how: "person" } });
  });
});

describe("submit again", () => {
  it("makes one more generation, says on the old card who wanted it and which it is, and goes on looking", async () => {
    const fresh = await again(author);
    const old = await getGeneration(author, id);
    expect(fresh).toMatchObject({ status: "waiting", prompt: old.prompt });
    expect(old).toMatchObject({
      status: "uncertain",
      doubt: { again: { by: await nameOf(author), id: fresh.id, at: expect.any(String) } },
    });
    expect(await db.attempt.findUniqueOrThrow({ where: { id: attemptId } })).toMatchObject({ confirmedById: author.userId });
  });

  it("happens once, however often and by whomever it is pressed", async () => {
    const owner = await makeMember("owner", { teamId: author.teamId });
    const key = newId();
    const results = await Promise.allSettled([again(author, key), again(author, key), again(owner), again(owner)]);
    const made = results.flatMap((result) => (result.status === "fulfilled" ? [result.value.id] : []));
    expect(new Set(made).size).toBe(1);
    for (const result of results) if (result.status === "rejected") expect(result.reason).toMatchObject({ code: "conflict" });
    expect(await db.generation.count()).toBe(2);
    await expect(again(owner)).rejects.toMatchObject({ code: "conflict" });
  });

  it("leaves nothing behind when it is refused, so that it can be wanted once more", async () => {
    await db.project.updateMany({ data: { deletedAt: new Date() } });
    await expect(again(author)).rejects.toMatchObject({ code: "not-found" });
    expect((await getGeneration(author, id)).doubt).toMatchObject({ again: null });
    expect(await db.attempt.findUniqueOrThrow({ where: { id: attemptId } })).toMatchObject({ confirmedById: null });
    await db.project.updateMany({ data: { deletedAt: null } });
    await again(author);
  });

  it("keeps both when the first is found after all, and still says who had it submitted again", async () => {
    const fresh = await again(author);
    await acknowledge(attemptId, "cgt-late", "marker");
    expect(await getClip(author, id)).toMatchObject({ card: { status: "queued" }, providerTaskId: "cgt-late", again: { id: fresh.id } });
    expect((await getGeneration(author, fresh.id)).status).toBe("waiting");
  });

  it("is not for others: another creator, a viewer, another team", async () => {
    const others = [await makeMember("creator", { teamId: author.teamId }), await makeMember("viewer", { teamId: author.teamId })];
    for (const other of others) await expect(again(other)).rejects.toMatchObject({ code: "not-allowed" });
    await expect(again(await makeMember("owner"))).rejects.toMatchObject({ code: "not-found" });
    expect(await db.generation.count()).toBe(1);
  });
});
