import { db, truncateAll } from "@/lib/testing/database";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import type { Actor } from "@/lib/access/callers/actor";
import { exportSpend } from "@/lib/budgets/export-spend";
import { getSpend, getSpendChip } from "@/lib/budgets/get-spend";
import { setLimits } from "@/lib/budgets/limits";
import type { LimitsView } from "@/lib/budgets/view";
import { connectionFor } from "@/lib/connections/connection";
import { getPrices } from "@/lib/connections/prices";
import { savePrices } from "@/lib/connections/settings";
import { pricesSchema } from "@/lib/connections/schema";
import { breakerOf } from "@/lib/connections/breaker";
import { withTransaction } from "@/lib/platform/db/client";
import { forgetEnv } from "@/lib/platform/env";
import { newId } from "@/lib/shared/ids";
import { updateAlarms } from "@/lib/studio/alarms/update-alarms";
import { listAlarms } from "@/lib/studio/alarms/queries";
import { makeDraft } from "@/lib/testing/draft";
import { makeMember, makeProject } from "@/lib/testing/factories";
import { recordTransition } from "../record-transition";
import { LONGEST_WAIT_MS, passGates } from "../sending/gates";
import { wakeKeptBack } from "../sending/wake";
import { bookSpend } from "../spend";
import { cancelGeneration } from "./cancel";
import { retryGeneration } from "./retry";
import { submitGeneration, submitMany } from "./submit";

let owner: Actor;
let mia: Actor;
let projectId: string;
/** What one press costs. */
let price: number;

beforeEach(async () => {
  await truncateAll();
  owner = await makeMember("owner");
  await db.user.update({ where: { id: owner.userId }, data: { name: "Ada" } });
  mia = await makeMember("creator", { teamId: owner.teamId });
  projectId = (await makeProject({ teamId: owner.teamId })).id;
  const { id } = await submitGeneration(mia, press());
  price = (await rowOf(id)).estimatedMicros!;
  await cancelGeneration(mia, { id });
});
afterEach(() => {
  delete process.env.PROVIDER;
  forgetEnv();
});

const press = (recipe: Parameters<typeof makeDraft>[0] = {}, project = projectId) => ({
  id: newId(),
  projectId: project,
  draft: makeDraft({ prompt: "rain on a roof", ...recipe }),
});
const rowOf = (id: string) => db.generation.findUniqueOrThrow({ where: { id } });
const NONE = { month: null, day: null, clip: null, askAbove: null, isStopped: false };
const limit = (limits: Partial<LimitsView>) => setLimits(owner, { scope: "team", ...NONE, ...limits });
const refusalOf = (work: Promise<unknown>) =>
  work.then(
    () => "taken",
    (error: { code: string; values?: Record<string, string> }) => ({ code: error.code, ...error.values }),
  );
const codeOf = async (work: Promise<unknown>) => {
  const refusal = await refusalOf(work);
  return typeof refusal === "string" ? refusal : refusal.code;
};
const openClips = () => db.generation.count({ where: { status: "waiting" } });

describe("a press", () => {
  it("over a limit is refused with which, whose, how much is left and whom to ask; and goes when it is raised", async () => {
    await limit({ day: 1.5 * price });
    await submitGeneration(mia, press());
    const again = press();
    expect(await refusalOf(submitGeneration(mia, again))).toMatchObject({
      ...{ code: "over-limit", scope: "team", period: "day", who: "Ada", self: "no" },
      left: `$${(price / 2e6).toFixed(2)}`,
    });
    expect(await refusalOf(submitGeneration(owner, press()))).toMatchObject({ code: "over-limit", self: "yes" });
    await limit({ day: 2 * price });
    expect(await codeOf(submitGeneration(mia, again))).toBe("taken");
    expect(await openClips()).toBe(2);
  });

  it("of two at once passes one limit alone", async () => {
    await limit({ month: 2.5 * price });
    const all = await Promise.all(Array.from({ length: 6 }, (_, n) => codeOf(submitGeneration(n % 2 ? mia : owner, press()))));
    expect(all.filter((code) => code === "taken")).toHaveLength(2);
    expect(all.filter((code) => code === "over-limit")).toHaveLength(4);
  });

  it("of many is taken whole or not at all", async () => {
    await limit({ day: 2.5 * price });
    expect(await codeOf(submitMany(mia, [press(), press(), press()]))).toBe("over-limit");
    expect(await openClips()).toBe(0);
    expect(await codeOf(submitMany(mia, [press(), press()]))).toBe("taken");
  });

  it("is measured by the limits of its team, its project and its person, and of nobody else", async () => {
    const other = (await makeProject({ teamId: owner.teamId })).id;
    await limit({ scope: "project", subjectId: other, day: 0 });
    await limit({ scope: "person", subjectId: mia.userId, month: 1.5 * price });
    expect(await refusalOf(submitGeneration(owner, press({}, other)))).toMatchObject({ scope: "project" });
    expect(await codeOf(submitGeneration(mia, press()))).toBe("taken");
    expect(await refusalOf(submitGeneration(mia, press()))).toMatchObject({ scope: "person", period: "month" });
    expect(await codeOf(submitGeneration(owner, press()))).toBe("taken");
    const stranger = await makeMember("owner");
    const elsewhere = (await makeProject({ teamId: stranger.teamId })).id;
    expect(await codeOf(submitGeneration(stranger, press({}, elsewhere)))).toBe("taken");
    const notOurs = { scope: "project" as const, ...NONE, subjectId: elsewhere };
    expect(await codeOf(setLimits(owner, notOurs))).toBe("not-found");
  });

  it("may not be dearer than one clip may be, and none goes while spending is stopped, a retry neither", async () => {
    await limit({ clip: price });
    expect(await codeOf(submitGeneration(mia, press()))).toBe("taken");
    expect(await refusalOf(submitGeneration(mia, press({ durationSeconds: 15 })))).toMatchObject({ code: "over-limit", period: "clip" });
    const { id } = await submitGeneration(mia, press());
    await cancelGeneration(mia, { id });
    await limit({ isStopped: true });
    expect(await codeOf(submitGeneration(mia, press()))).toBe("spending-stopped");
    expect(await codeOf(retryGeneration(mia, { id, asId: newId() }))).toBe("spending-stopped");
    await limit({});
    expect(await codeOf(retryGeneration(mia, { id, asId: newId() }))).toBe("taken");
  });

  it("stays stopped when somebody else saves a sum from an older page", async () => {
    await limit({ day: 5 * price });
    await setLimits(owner, { scope: "team", isStopped: true });
    expect(await setLimits(owner, { scope: "team", month: 9 * price })).toMatchObject({
      ...{ scope: "team", subjectId: owner.teamId, month: 9 * price, day: 5 * price, isStopped: true },
    });
    expect(await codeOf(submitGeneration(mia, press()))).toBe("spending-stopped");
  });

  it("of unknown price has no place under a limit, and goes where there is none", async () => {
    process.env.PROVIDER = "volcengine";
    forgetEnv();
    expect(await codeOf(submitGeneration(mia, press()))).toBe("taken");
    await limit({ month: 100 * price });
    expect(await refusalOf(submitGeneration(mia, press()))).toMatchObject({ code: "price-unknown", who: "Ada" });
  });

  it("of unknown price is asked about where dear ones are, and goes once that was agreed to", async () => {
    process.env.PROVIDER = "volcengine";
    forgetEnv();
    await limit({ askAbove: 100 * price });
    const first = press();
    expect(await refusalOf(submitGeneration(mia, first))).toMatchObject({ code: "ask-first", micros: 0, unpriced: 1 });
    expect(await codeOf(submitGeneration(mia, first, { agreed: 0 }))).toBe("taken");
  });

  it("stays in the account of the project that asked for it, also after a move and a late ending", async () => {
    const { id } = await submitGeneration(mia, press());
    await cancelGeneration(mia, { id });
    const other = await makeProject({ teamId: owner.teamId });
    await db.generation.update({ where: { id }, data: { projectId: other.id, actualTokens: 1_000, actualMicros: 5_000 } });
    await withTransaction((tx) => bookSpend(tx, id));
    const kept = await db.spend.findMany({ where: { generationId: id } });
    expect(new Set(kept.map((entry) => entry.projectId))).toEqual(new Set([projectId]));
    expect(kept.some(({ kind }) => kind === "settled")).toBe(true);
  });

  it("counts by the price of its moment: a price that changes meanwhile changes what comes after it", async () => {
    await limit({ day: 4.5 * price });
    const { id } = await submitGeneration(mia, press());
    const prices = pricesSchema.parse(await getPrices(owner.teamId));
    await savePrices(owner, { ...prices, factor: prices.factor * 3 });
    expect((await rowOf(id)).estimatedMicros).toBe(price);
    expect(await codeOf(submitGeneration(mia, press()))).toBe("taken");
    expect(await codeOf(submitGeneration(mia, press()))).toBe("over-limit");
    expect(await ask(id)).toBe("ok");
  });

  it("counts what had been expected of a clip that was charged and has no bill", async () => {
    await limit({ day: 2 * price });
    const { id } = await submitGeneration(mia, press());
    await db.generation.update({ where: { id }, data: { actualTokens: 1_000, actualMicros: null } });
    await withTransaction((tx) => bookSpend(tx, id));
    const { total } = await getSpend(owner, { by: "day" });
    expect(total).toMatchObject({ billed: 0, reserved: 0, estimated: 0, unpriced: 1, unpricedTokens: 1_000 });
    expect(await codeOf(submitGeneration(mia, press()))).toBe("taken");
    expect(await codeOf(submitGeneration(mia, press()))).toBe("over-limit");
  });

  it("has its room back when a clip is cancelled", async () => {
    await limit({ day: price });
    const { id } = await submitGeneration(mia, press());
    expect(await codeOf(submitGeneration(mia, press()))).toBe("over-limit");
    await cancelGeneration(mia, { id });
    expect(await codeOf(submitGeneration(mia, press()))).toBe("taken");
  });
});

/** What the gates before sending say. */
async function ask(id: string): Promise<string> {
  const connection = await connectionFor(owner.teamId);
  const generation = await rowOf(id);
  const answer = await withTransaction((tx) => passGates(tx, { generation, connection, breaker: breakerOf(connection.account) }));
  return answer === "ok" ? "ok" : answer.waitingFor;
}

describe("a clip that waits to be sent", () => {
  it("of a batch waits from the moment on when the limit is reached, and the first of them goes", async () => {
    await limit({ day: 3 * price });
    const [first, second, third] = await submitMany(mia, [press(), press(), press()]);
    await limit({ day: 2 * price });
    for (const { id } of [first!, second!]) {
      expect(await ask(id)).toBe("ok");
      await withTransaction((tx) => recordTransition(tx, id, { event: "send", nextActionInMs: 60_000, data: { sentAt: new Date() } }));
    }
    expect(await ask(third!.id)).toBe("overLimit");
    await limit({ day: 3 * price });
    expect(await ask(third!.id)).toBe("ok");
  });

  it("waits while spending is stopped or its price is too high now, is not failed, and goes on by itself", async () => {
    const { id } = await submitGeneration(mia, press());
    await limit({ isStopped: true });
    expect(await ask(id)).toBe("stopped");
    const nextActionAt = new Date(Date.now() + LONGEST_WAIT_MS);
    await db.generation.update({ where: { id }, data: { waitingFor: "stopped", nextActionAt } });
    await db.$executeRaw`UPDATE spend_limits SET updated_at = now() - interval '1 minute'`;
    await wakeKeptBack();
    expect(await rowOf(id)).toMatchObject({ status: "waiting", waitingFor: "stopped", nextActionAt });
    await limit({ clip: price });
    await wakeKeptBack();
    const woken = await rowOf(id);
    expect(woken.waitingFor).toBeNull();
    expect(woken.nextActionAt!.getTime()).toBeLessThan(nextActionAt.getTime() - LONGEST_WAIT_MS / 2);
    expect(await ask(id)).toBe("ok");
    await limit({ clip: price - 1 });
    expect(await ask(id)).toBe("overLimit");
    await db.generation.update({ where: { id }, data: { estimatedMicros: null } });
    expect(await ask(id)).toBe("unpriced");
  });
});

it("a clip of a project that is being deleted is not sent any more", async () => {
  const { id } = await submitGeneration(mia, press());
  expect(await ask(id)).toBe("ok");
  await db.project.update({ where: { id: projectId }, data: { deletedAt: new Date() } });
  expect(await ask(id)).toBe("turn");
});

describe("what is shown of it", () => {
  it("is the team's to owners and their own to everybody else", async () => {
    await submitGeneration(mia, press());
    await submitGeneration(owner, press());
    await limit({ month: 10 * price });
    const whole = await getSpend(owner, { by: "person" });
    expect(whole).toMatchObject({
      isWhole: true,
      isEmulator: true,
      total: { clips: 3, reserved: 2 * price, billed: 0, spared: price, sparedClips: 1 },
    });
    expect(whole.rows).toHaveLength(2);
    expect(whole.uses).toMatchObject([{ scope: "team", period: "month", limit: 10 * price, used: 2 * price }]);
    const own = await getSpend(mia, { by: "person" });
    expect(own).toMatchObject({ isWhole: false, limits: null, total: { clips: 2, reserved: price }, rows: [{ key: mia.userId }] });
    expect(await getSpendChip(mia)).toMatchObject({ reserved: price });
    for (const by of ["day", "project", "model", "state"] as const)
      expect((await getSpend(owner, { by })).rows.reduce((sum, row) => sum + row.clips, 0)).toBe(3);
    expect((await getSpend(await makeMember("owner"), { by: "day" })).total.clips).toBe(0);
  });

  it("can be read as a file, where no name reckons", async () => {
    await db.project.update({ where: { id: projectId }, data: { name: "=1+1" } });
    await submitGeneration(mia, press());
    await submitGeneration(owner, press());
    const linesOf = async (actor: Actor) => {
      const found: string[] = [];
      for await (const line of (await exportSpend(actor, {})).lines) found.push(line.trimEnd());
      return found;
    };
    const lines = await linesOf(owner);
    expect(lines).toHaveLength(4);
    expect(lines.slice(1).every((line) => line.includes(",'=1+1,"))).toBe(true);
    expect(lines.map((line) => line.split(",")[7]).toSorted()).toEqual(["cancelled", "open", "open", "state"]);
    expect(await linesOf(mia)).toHaveLength(3);
  });

  it("is an alarm for the team's owners at 80 per cent, which ends when there is room again", async () => {
    await submitGeneration(mia, press());
    await limit({ day: 1.2 * price });
    await updateAlarms();
    const [alarm] = (await listAlarms(owner)).open.filter(({ kind }) => kind === "spendLimit");
    expect(alarm).toMatchObject({ level: "notice", leadsTo: "spend", values: { percent: 83, scope: "team", period: "day" } });
    const other = await makeMember("owner");
    expect((await listAlarms(other)).open.filter(({ kind }) => kind === "spendLimit")).toEqual([]);
    await limit({ day: price });
    await updateAlarms();
    expect((await listAlarms(owner)).open.find(({ kind }) => kind === "spendLimit")).toMatchObject({ level: "urgent" });
    await limit({ day: 100 * price });
    await updateAlarms();
    expect((await listAlarms(owner)).open.filter(({ kind }) => kind === "spendLimit")).toEqual([]);
  });
});
