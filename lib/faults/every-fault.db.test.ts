import { db } from "@/lib/testing/database";
import { createHash, randomBytes } from "node:crypto";
import sharp from "sharp";
import { afterAll, afterEach, beforeAll, describe, expect, it, vi } from "vitest";
import type { Actor } from "@/lib/access/actor";
import { registerWithProvider } from "@/lib/assets/registration/register-with-provider";
import { forgetBreakers } from "@/lib/connections/breaker";
import { getConnection } from "@/lib/connections/connection";
import { saveProviderOptions } from "@/lib/connections/settings";
import { ANSWER_PRESETS, BAD_ID_VARIANTS, DOWNLOAD_VARIANTS, faultSchema } from "@/lib/emulator/faults";
import { checkDueTasks } from "@/lib/generations/check-provider";
import { describeFailure } from "@/lib/generations/failure";
import type { Draft } from "@/lib/generations/schema";
import { submitGeneration } from "@/lib/generations/submit-generation";
import { sweepDueGenerations } from "@/lib/generations/sweep";
import { forgetEnv } from "@/lib/platform/env";
import { type RunningWorker, startWorker } from "@/lib/platform/jobs/worker";
import { assetKey } from "@/lib/platform/storage/keys";
import { getStorage } from "@/lib/platform/storage/storage";
import { newId } from "@/lib/shared/ids";
import { type EmulatorProcess, startEmulatorProcess } from "@/lib/testing/emulator-process";
import { makeAsset, makeMember, makeProject } from "@/lib/testing/factories";
import { handlers, jobs } from "@/lib/worker/handlers";
import { controlEmulator, type EmulatorControl, type FaultOrder, type TrueTask } from "./emulator-control";

type Fault = FaultOrder["fault"];

/** A task that runs until the test settles it. */
const LONG = "emu:running-ms=3600000";
const DRAFT: Draft = {
  mode: "text",
  model: "seedance-2.0-fast",
  prompt: "",
  resolution: "480p",
  ratio: "16:9",
  durationSeconds: 4,
  seed: null,
  sound: false,
  watermark: false,
  returnLastFrame: false,
  inputs: [],
};

let process_: EmulatorProcess;
let emulator: EmulatorControl;
let worker: RunningWorker;
let actor: Actor;
let projectId: string;
let account: string;

beforeAll(async () => {
  process_ = await startEmulatorProcess();
  emulator = controlEmulator(process_.origin, "emulator");
  await emulator.switches({ concurrency: 100 });
  Object.assign(process.env, { EMULATOR_URL: process_.origin, CONCURRENCY: "20", SUBMISSIONS_PER_MINUTE: "1000" });
  forgetEnv();
  account = (await getConnection()).account;
  worker = await startWorker(jobs, handlers);
  actor = await makeMember("owner");
  projectId = (await makeProject({ teamId: actor.teamId })).id;
});
afterAll(async () => {
  await worker.stop({ timeoutMs: 5_000 });
  await process_.stop();
});
/** What was not settled would fill the places at the provider, and the next case would wait for one. */
afterEach(async () => {
  await emulator.clearFaults();
  const { items } = await emulator.truth();
  for (const task of items.filter(({ status }) => status === "queued" || status === "running"))
    await emulator.decide(task.id, { code: "InternalServiceError", message: "over" });
  await db.$executeRaw`UPDATE generations SET sent_at = sent_at - interval '2 hours' WHERE status = 'uncertain'`;
});

let presses = 0;
const promptOf = (name: string): string => `case ${++presses} ${name} ${LONG}`;
const press = (draft: Partial<Draft>) => submitGeneration(actor, { projectId, idempotencyKey: newId(), draft: { ...DRAFT, ...draft } });
const rowOf = (id: string) => db.generation.findUniqueOrThrow({ where: { id }, include: { attempts: true, events: true } });
const tasksOf = async (prompt: string): Promise<TrueTask[]> => (await emulator.truth()).items.filter((task) => task.prompt === prompt);
const createsOf = async (prompt: string): Promise<number> =>
  (await emulator.requests()).filter(({ route, body }) => route.endsWith(".create") && JSON.stringify(body).includes(prompt)).length;

/** Nobody waits in this test: pauses, budgets and breakers have tests of their own. */
async function hurry(id: string): Promise<void> {
  forgetBreakers();
  await db.$executeRaw`UPDATE provider_accounts SET tokens = 20`;
  await db.generation.updateMany({ where: { id, nextActionAt: { not: null } }, data: { nextActionAt: new Date(0), lastCheckedAt: null } });
  await checkDueTasks();
  await sweepDueGenerations();
  for (const { id: copy } of await db.assetRegistration.findMany({ where: { status: { in: ["waiting", "uploading", "processing"] } } }))
    await registerWithProvider(copy);
}

const until = (id: string, expected: object) =>
  vi.waitFor(
    async () => {
      await hurry(id);
      const row = await rowOf(id);
      expect(row).toMatchObject(expected);
      return row;
    },
    { timeout: 30_000, interval: 50 },
  );

/** Nothing was bought twice, and what was bought is known. */
async function demandOnePurchase(id: string, prompt: string): Promise<void> {
  const tasks = await tasksOf(prompt);
  expect(tasks).toHaveLength(1);
  expect((await rowOf(id)).providerTaskId).toBe(tasks[0]!.id);
}

const nameOf = (fault: Fault): string =>
  [fault.kind, "when" in fault && fault.when, "preset" in fault && fault.preset, "variant" in fault && fault.variant]
    .filter(Boolean)
    .join(" ");
const answer = (preset: (typeof ANSWER_PRESETS)[number], when: "before" | "after" = "before"): Fault => ({ kind: "answer", preset, when });
const badId = (variant: (typeof BAD_ID_VARIANTS)[number]): Fault => ({ kind: "badId", variant });

/** Created, and the answer is of no use: never sent again, and found by its marker. */
const LOST: Fault[] = [
  { kind: "drop", when: "after" },
  { kind: "truncatedJson" },
  answer("serverError", "after"),
  answer("badGatewayHtml", "after"),
  answer("gatewayTimeout", "after"),
  answer("unavailable", "after"),
  answer("htmlOk", "after"),
  answer("empty", "after"),
  ...(["missing", "null", "empty", "number", "path", "long", "array"] as const).map(badId),
];
/** Never created, and the answer does not say so: it stays uncertain, because only a proof may send it again. */
const UNKNOWN: Fault[] = [
  { kind: "drop", when: "before" },
  answer("serverError"),
  answer("badGatewayHtml"),
  answer("gatewayTimeout"),
  answer("unavailable"),
  answer("htmlOk"),
  answer("empty"),
];
/** Created and answered, only late or in another shape. */
const ACCEPTED: Fault[] = [
  { kind: "delay", ms: 300, when: "before" },
  { kind: "delay", ms: 300, when: "after" },
  badId("nested"),
  badId("taskIdOnly"),
];
/** Refused for sure: by what is said of the request, or of the account, or of the moment. */
const ENDED: [Fault, string][] = [
  [answer("modelNotOpen"), "permission"],
  [answer("forbidden"), "permission"],
];
const HELD: [Fault, string][] = [
  [answer("unauthorized"), "key"],
  [answer("tokenInvalid"), "key"],
  [answer("balance"), "balance"],
  [answer("quota"), "balance"],
  [answer("overdue"), "operatorOverdue"],
  [answer("rateLimit"), "pause"],
];
/** Whatever a look may meet: it proves nothing. */
const LOOKS: Fault[] = [
  { kind: "drop", when: "before" },
  { kind: "drop", when: "after" },
  { kind: "delay", ms: 100, when: "before" },
  { kind: "truncatedJson" },
  { kind: "silent" },
  { kind: "listLag", ms: 3_600_000 },
  ...ANSWER_PRESETS.map((preset) => answer(preset)),
];
const DOWNLOADS: Fault[] = [
  ...DOWNLOAD_VARIANTS.map((variant): Fault => ({ kind: "download", variant })),
  { kind: "drop", when: "before" },
  { kind: "delay", ms: 100, when: "before" },
  answer("serverError"),
  answer("forbidden"),
];
const UPLOADS: [Fault, string][] = [
  [{ kind: "drop", when: "before" }, "waiting"],
  [{ kind: "drop", when: "after" }, "waiting"],
  [{ kind: "delay", ms: 100, when: "before" }, "waiting"],
  [{ kind: "truncatedJson" }, "waiting"],
  ...ANSWER_PRESETS.map((preset): [Fault, string] => [answer(preset), "?"]),
];

it("knows every fault that the admin API can be told", () => {
  const used = [
    ...LOST,
    ...UNKNOWN,
    ...ACCEPTED,
    ...LOOKS,
    ...DOWNLOADS,
    ...[...ENDED, ...HELD, ...UPLOADS].map(([fault]) => fault),
    { kind: "noLink" } as const,
  ];
  expect(new Set(used.map(({ kind }) => kind))).toEqual(new Set(faultSchema.options.map((option) => option.shape.kind.value)));
  const all = JSON.stringify(used);
  for (const word of [...ANSWER_PRESETS, ...BAD_ID_VARIANTS, ...DOWNLOAD_VARIANTS]) expect(all).toContain(`"${word}"`);
});

describe("a create call", { timeout: 60_000 }, () => {
  it.each(LOST.map((fault) => [nameOf(fault), fault] as const))("%s: bought once, found again, never sent twice", async (name, fault) => {
    const prompt = promptOf(name);
    await emulator.order({ route: "native.create", containing: prompt, fault });
    const { id } = await press({ prompt });
    const row = await until(id, { providerTaskId: expect.any(String) as string });
    expect(row.events.map((event) => event.toStatus)).toContain("uncertain");
    await demandOnePurchase(id, prompt);
    expect(await createsOf(prompt)).toBe(1);
  });

  it.each(UNKNOWN.map((fault) => [nameOf(fault), fault] as const))(
    "%s: stays uncertain and is not sent again by itself",
    async (name, fault) => {
      const prompt = promptOf(name);
      await emulator.order({ route: "native.create", containing: prompt, fault });
      const { id } = await press({ prompt });
      const row = await until(id, { status: "uncertain", attempts: [{ state: "uncertain" }] });
      for (let look = 0; look < 3; look++) await hurry(id);
      expect(await rowOf(id)).toMatchObject({ status: "uncertain" });
      expect(describeFailure(row, [])).toMatchObject({ charged: "unknown" });
      expect([await createsOf(prompt), (await tasksOf(prompt)).length]).toEqual([1, 0]);
    },
  );

  it.each(ACCEPTED.map((fault) => [nameOf(fault), fault] as const))("%s: is accepted", async (name, fault) => {
    const prompt = promptOf(name);
    await emulator.order({ route: "native.create", containing: prompt, fault });
    const { id } = await press({ prompt });
    const row = await until(id, { providerTaskId: expect.any(String) as string });
    expect(row.events.map((event) => event.toStatus)).not.toContain("uncertain");
    await demandOnePurchase(id, prompt);
  });

  it.each(ENDED.map(([fault, code]) => [nameOf(fault), fault, code] as const))(
    "%s: ends as what it is, not charged",
    async (name, fault, errorCode) => {
      const prompt = promptOf(name);
      await emulator.order({ route: "native.create", containing: prompt, fault });
      const { id } = await press({ prompt });
      const row = await until(id, { status: "failed", errorCode });
      expect(describeFailure(row, [])).toMatchObject({ charged: "no", code: errorCode });
      expect(await tasksOf(prompt)).toEqual([]);
    },
  );

  it.each(HELD.map(([fault, reason]) => [nameOf(fault), fault, reason] as const))(
    "%s: keeps its place, and goes on when it is over",
    async (name, fault, waitingFor) => {
      const prompt = promptOf(name);
      await emulator.order({ route: "native.create", containing: prompt, fault });
      const { id } = await press({ prompt });
      await until(id, { status: "waiting", waitingFor });
      await db.$executeRaw`UPDATE provider_accounts SET paused_until = now() - interval '1 second'`;
      await until(id, { providerTaskId: expect.any(String) as string });
      await demandOnePurchase(id, prompt);
      expect(await createsOf(prompt)).toBe(2);
    },
  );
});

describe("a lost answer that cannot be looked up", { timeout: 60_000 }, () => {
  it.each([
    ["a list that does not show it yet", { kind: "listLag", ms: 3_600_000 }],
    ["a list without markers", { kind: "silent", fields: ["safety_identifier", "seed"] }],
  ] as const)("%s: stays uncertain, and is found when it can be", async (name, fault) => {
    const prompt = promptOf(name);
    await emulator.order({ route: "native.create", containing: prompt, fault: { kind: "drop", when: "after" } });
    await emulator.order({ route: "native.list", count: null, fault });
    const { id } = await press({ prompt });
    await until(id, { status: "uncertain" });
    for (let look = 0; look < 3; look++) await hurry(id);
    const row = await rowOf(id);
    // Without markers a single candidate of the same settings may be taken; a wrong one never.
    if (row.status !== "uncertain") expect(fault.kind).toBe("silent");
    await emulator.clearFaults();
    await until(id, { providerTaskId: expect.any(String) as string });
    await demandOnePurchase(id, prompt);
    expect(await createsOf(prompt)).toBe(1);
  });
});

describe("a look at a task", { timeout: 60_000 }, () => {
  it.each(["native", "openai"] as const)(
    "in %s style changes nothing whatever it meets, and the clip is kept in the end",
    async (apiStyle) => {
      await saveProviderOptions(actor, { apiStyle, assetHost: "automatic" });
      const prompt = promptOf(`looks ${apiStyle}`);
      const { id } = await press({ prompt });
      await until(id, { status: "running" });
      for (const fault of LOOKS) {
        for (const route of ["query", "list"]) await emulator.order({ route, count: null, fault });
        await hurry(id);
        await hurry(id);
        expect(await rowOf(id), nameOf(fault)).toMatchObject({ status: "running", finishedAt: null });
        await emulator.clearFaults();
      }
      for (const route of ["query", "list"]) await emulator.order({ route, count: 2, fault: { kind: "noLink" } });
      if (apiStyle === "openai") {
        await emulator.order({ route: "query", count: null, fault: { kind: "noLink" } });
        await emulator.order({ route: "videos.content", fault: answer("serverError") });
      }
      await emulator.decide((await tasksOf(prompt))[0]!.id, "succeeded");
      await until(id, { status: "ready" });
      await demandOnePurchase(id, prompt);
      await saveProviderOptions(actor, { apiStyle: "native", assetHost: "automatic" });
    },
  );
});

describe("a download", { timeout: 90_000 }, () => {
  it("that goes wrong in any way is made again, and the clip is whole", async () => {
    const cases = await Promise.all(
      DOWNLOADS.map(async (fault) => {
        const prompt = promptOf(`download ${nameOf(fault)}`);
        return { fault, prompt, id: (await press({ prompt })).id };
      }),
    );
    for (const { fault, prompt, id } of cases) {
      const { providerTaskId } = await until(id, { status: "running" });
      // One that trickles is given up after a minute; that has its own case among the faults.
      await emulator.order({ route: "files.video", containing: providerTaskId!, fault });
      await emulator.decide((await tasksOf(prompt))[0]!.id, "succeeded");
    }
    for (const { fault, prompt, id } of cases) {
      const isSlow = "variant" in fault && fault.variant === "slow";
      await until(id, { status: isSlow ? "saving" : "ready" });
      await demandOnePurchase(id, prompt);
    }
  });
});

describe("an upload to the asset library", { timeout: 60_000 }, () => {
  async function bring() {
    const noise = { type: "gaussian", mean: 100 + (presses % 50), sigma: 40 } as const;
    const bytes = await sharp({ create: { width: 640, height: 360, channels: 3, background: "#456", noise } })
      .png()
      .toBuffer();
    const sha256 = createHash("sha256").update(bytes).update(randomBytes(4)).digest("hex");
    const asset = await makeAsset({ teamId: actor.teamId, createdById: actor.userId, sha256, sizeBytes: bytes.length });
    await getStorage().put(assetKey(actor.teamId, asset.id), bytes);
    return asset.id;
  }

  it.each(UPLOADS.map(([fault, outcome]) => [nameOf(fault), fault, outcome] as const))("%s: %s", async (name, fault, outcome) => {
    const prompt = promptOf(`upload ${name}`);
    await emulator.order({ route: "assets.upload", count: 2, fault });
    const { id } = await press({ prompt, mode: "firstFrame", inputs: [{ role: "firstFrame", assetId: await bring() }] });
    let row = await rowOf(id);
    for (let i = 0; i < 60 && row.status === "waiting"; i++) {
      await hurry(id);
      await db.$executeRaw`UPDATE provider_accounts SET paused_until = now() - interval '1 second' WHERE paused_until IS NOT NULL`;
      row = await rowOf(id);
    }
    process.stderr.write(`${name} ${outcome}: ${row.status} ${row.errorCode} ${row.waitingFor} ${account.length}\n`);
  });
});
