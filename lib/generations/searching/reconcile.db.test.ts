import { db, truncateAll } from "@/lib/testing/database";
import { afterAll, beforeAll, beforeEach, describe, expect, it } from "vitest";
import { actionsOn } from "../policy";
import { getGeneration } from "../queries";
import { connectionFor } from "@/lib/connections/connection";
import { learnFacts } from "@/lib/connections/facts";
import { forgetEnv } from "@/lib/platform/env";
import { newId } from "@/lib/shared/ids";
import { makeGeneration } from "@/lib/testing/factories";
import { type ListedTask, startTaskListServer, type TaskListServer } from "@/lib/testing/task-list-server";
import { reconcileGeneration } from "./reconcile";

const MINUTE = 60_000;
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
  provider.pages = [];
});

/** As after a first clip that came through: this account's answers give markers back, and it has calls to spend. */
async function provenEcho() {
  await learnFacts(db, account, { echoesMarker: true });
  await db.providerAccount.update({ where: { account }, data: { tokens: 20 } });
}

const ago = (milliseconds: number): Date => new Date(Date.now() - milliseconds);
const seconds = (date: Date): number => Math.floor(date.getTime() / 1000);

/** An attempt of this account with its generation; uncertain unless it has a task. */
async function attempt(sentAt: Date, task: { id: string; marker?: string } | null = null, detail: object = {}) {
  const generation = await makeGeneration({
    status: task ? "running" : "uncertain",
    providerAccount: account,
    providerTaskId: task?.id ?? null,
    sentAt,
  });
  return db.attempt.create({
    data: {
      id: newId(),
      generationId: generation.id,
      number: 1,
      state: task ? "acknowledged" : "uncertain",
      marker: task?.marker ?? `person.${newId()}`,
      providerAccount: account,
      apiStyle: "native",
      request: {},
      sentAt,
      leaseUntil: sentAt,
      providerTaskId: task?.id ?? null,
      detail,
    },
  });
}

const listed = (id: string, createdAt: Date | null, more: Partial<ListedTask> = {}): ListedTask => ({
  id,
  ...(createdAt === null ? {} : { created_at: seconds(createdAt) }),
  ...more,
});
const statusOf = async (generationId: string) => (await db.generation.findUniqueOrThrow({ where: { id: generationId } })).status;
const attemptOf = (id: string) => db.attempt.findUniqueOrThrow({ where: { id } });

describe("looking for a lost answer", () => {
  it("adopts the task that carries the marker", async () => {
    const lost = await attempt(ago(MINUTE));
    provider.tasks = [listed("cgt-1", ago(MINUTE), { safety_identifier: lost.marker })];
    await reconcileGeneration(lost.generationId);
    expect(await statusOf(lost.generationId)).toBe("queued");
    expect(await db.attempt.findUniqueOrThrow({ where: { id: lost.id } })).toMatchObject({
      state: "acknowledged",
      providerTaskId: "cgt-1",
    });
  });

  it("leaves a task that it could be to a request that is on its way now, until its answer is there", async () => {
    const lost = await attempt(ago(MINUTE));
    const again = await attempt(ago(1_000));
    await db.attempt.update({ where: { id: again.id }, data: { state: "sending" } });
    provider.tasks = [listed("cgt-again", ago(500), { resolution: "720p", duration: 5 })];
    await reconcileGeneration(lost.generationId);
    expect(await statusOf(lost.generationId)).toBe("uncertain");
    await db.attempt.update({ where: { id: again.id }, data: { state: "acknowledged", providerTaskId: "cgt-again" } });
    await reconcileGeneration(lost.generationId);
    expect(await statusOf(lost.generationId)).toBe("uncertain");
    provider.tasks.push(listed("cgt-lost", ago(MINUTE), { resolution: "720p", duration: 5 }));
    await reconcileGeneration(lost.generationId);
    expect(await db.attempt.findUniqueOrThrow({ where: { id: lost.id } })).toMatchObject({ providerTaskId: "cgt-lost" });
  });

  it("counts its looks, and says of each what it was worth", async () => {
    const lost = await attempt(ago(MINUTE), null, { kind: "network" });
    await reconcileGeneration(lost.generationId);
    expect(await attemptOf(lost.id)).toMatchObject({ looks: 1, detail: { kind: "network", lastLook: "blind" } });
    await attempt(ago(MINUTE), { id: "cgt-near" });
    provider.tasks = [listed("cgt-near", ago(MINUTE))];
    await reconcileGeneration(lost.generationId);
    expect(await attemptOf(lost.id)).toMatchObject({ looks: 2, detail: { lastLook: "seen" } });
    await db.providerAccount.update({ where: { account }, data: { tokens: -1000 } });
    await reconcileGeneration(lost.generationId);
    expect(await attemptOf(lost.id)).toMatchObject({ looks: 3, detail: { lastLook: "unread" } });
  });

  it("knows that it has read far enough from the oldest task of a page, also when the last one shows no time", async () => {
    const lost = await attempt(ago(MINUTE));
    provider.tasks = Array.from({ length: 600 }, (_, index) => listed(`foreign-${index}`, ago((11 + index) * MINUTE)));
    provider.tasks[499] = listed("timeless", null);
    await reconcileGeneration(lost.generationId);
    expect(provider.pages).toEqual([1]);
  });

  describe("and not finding it", () => {
    /** Old enough, markers proven to come back, and an earlier good look: only the control decides now. */
    async function allButTheControl(sentAt = ago(3 * 60 * MINUTE)) {
      await provenEcho();
      const { id } = await attempt(sentAt);
      return db.attempt.update({ where: { id }, data: { firstGoodScanAt: new Date(sentAt.getTime() + MINUTE) } });
    }

    it("proves it absent when a task of the same hour is seen", async () => {
      const lost = await allButTheControl();
      await attempt(new Date(lost.sentAt.getTime() + 30 * MINUTE), { id: "cgt-near" });
      provider.tasks = [listed("cgt-near", lost.sentAt)];
      await reconcileGeneration(lost.generationId);
      expect(await statusOf(lost.generationId)).toBe("waiting");
    });

    it("is asked of a person before it is sent again, where the studio is told to", async () => {
      process.env.RESEND_PROVEN_ABSENT = "ask";
      forgetEnv();
      try {
        const lost = await allButTheControl();
        await attempt(new Date(lost.sentAt.getTime() + 30 * MINUTE), { id: "cgt-near" });
        provider.tasks = [listed("cgt-near", lost.sentAt)];
        for (let look = 1; look <= 3; look++) {
          await reconcileGeneration(lost.generationId);
          expect(await statusOf(lost.generationId)).toBe("uncertain");
          expect(await attemptOf(lost.id)).toMatchObject({ state: "uncertain", looks: look, detail: { lastLook: "absent" } });
        }
        const { createdById, teamId } = await db.generation.findUniqueOrThrow({ where: { id: lost.generationId } });
        const view = await getGeneration({ userId: createdById, teamId, role: "creator", hidden: [] }, lost.generationId);
        expect(view).toMatchObject({ doubt: { lastLook: "absent" } });
        expect(actionsOn({ userId: createdById, role: "creator" }, view).resolve).toBe(true);
      } finally {
        delete process.env.RESEND_PROVEN_ABSENT;
        forgetEnv();
      }
    });

    it("proves nothing when only some other old task is seen, and the one of the same hour is not", async () => {
      const lost = await allButTheControl();
      await attempt(new Date(lost.sentAt.getTime() + 30 * MINUTE), { id: "cgt-near" });
      await attempt(ago(30 * 60 * MINUTE), { id: "cgt-old" });
      provider.tasks = [listed("cgt-old", ago(30 * 60 * MINUTE))];
      await reconcileGeneration(lost.generationId);
      expect(await statusOf(lost.generationId)).toBe("uncertain");
    });

    it("takes the newest known task where none is of the same hour, and no older one", async () => {
      const lost = await allButTheControl();
      await attempt(ago(30 * 60 * MINUTE), { id: "cgt-old" });
      await attempt(ago(MINUTE), { id: "cgt-newest" });
      provider.tasks = [listed("cgt-old", ago(30 * 60 * MINUTE))];
      await reconcileGeneration(lost.generationId);
      expect(await statusOf(lost.generationId)).toBe("uncertain");
      provider.tasks.unshift(listed("cgt-newest", ago(MINUTE)));
      await reconcileGeneration(lost.generationId);
      expect(await statusOf(lost.generationId)).toBe("waiting");
    });

    it("counts a look as good by the same control, and speaks up after three blind ones", async () => {
      await provenEcho();
      const lost = await attempt(ago(MINUTE));
      await attempt(ago(MINUTE), { id: "cgt-near" });
      await attempt(ago(30 * 60 * MINUTE), { id: "cgt-old" });
      provider.tasks = [listed("cgt-old", ago(30 * 60 * MINUTE))];
      for (let look = 0; look < 3; look++) await reconcileGeneration(lost.generationId);
      expect(await attemptOf(lost.id)).toMatchObject({ blindLooks: 3, firstGoodScanAt: null });
      provider.tasks.unshift(listed("cgt-near", ago(MINUTE)));
      await reconcileGeneration(lost.generationId);
      expect(await attemptOf(lost.id)).toMatchObject({ blindLooks: 0, firstGoodScanAt: expect.any(Date) });
    });

    it.each([
      { before: "absent", becomes: "uncertain" },
      { before: "notSent", becomes: "waiting" },
    ] as const)("after an attempt that was $before, a lost one is $becomes", async ({ before, becomes }) => {
      const lost = await allButTheControl();
      const earlier = await attempt(lost.sentAt);
      await db.attempt.update({ where: { id: lost.id }, data: { number: 2 } });
      await db.attempt.update({ where: { id: earlier.id }, data: { generationId: lost.generationId, state: before } });
      await attempt(lost.sentAt, { id: "cgt-near" });
      provider.tasks = [listed("cgt-near", lost.sentAt)];
      await reconcileGeneration(lost.generationId);
      expect(await statusOf(lost.generationId)).toBe(becomes);
    });

    it("concludes nothing from silence while the studio is on hold", async () => {
      const lost = await allButTheControl();
      await db.instance.create({ data: { id: 1, instanceId: newId(), holdReason: "instance-mismatch", holdSince: new Date() } });
      await attempt(lost.sentAt, { id: "cgt-near" });
      provider.tasks = [listed("cgt-near", lost.sentAt)];
      await reconcileGeneration(lost.generationId);
      expect(await statusOf(lost.generationId)).toBe("uncertain");
    });
  });
});
