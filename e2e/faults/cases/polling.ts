import { connectionFor } from "@/lib/connections/connection";
import { markerFor } from "@/lib/recipes/compile";
import { db } from "@/lib/platform/db/client";
import { getEnv } from "@/lib/platform/env";
import { newId } from "@/lib/shared/ids";
import { describeFailure } from "@/lib/generations/failure";
import { demandCreates, wasUncertain } from "../case-kit";
import { TASKS_PATH, untilTasks } from "../emulator-control";
import { demand, type FaultCase } from "../fault-case";
import type { FaultStudio } from "../studio";
import { HOUR, MINUTE, travel } from "../time-travel";
import { pause, waitUntil } from "../wait-until";

/** A task that runs until the case lets it go. */
const LONG = "emu:running-ms=3600000";

const looksOf = async (studio: FaultStudio): Promise<number> =>
  (await studio.emulator.requests()).filter(({ route }) => route === "native.query" || route === "native.list").length;

async function finishAll(studio: FaultStudio): Promise<void> {
  const { items } = await studio.emulator.truth();
  for (const task of items.filter(({ status }) => status === "queued" || status === "running"))
    await studio.emulator.decide(task.id, "succeeded");
}

/** So many clips that run at the provider, as if they had been sent long ago. */
async function runElsewhere(studio: FaultStudio, count: number): Promise<string[]> {
  await studio.emulator.switches({ concurrency: Math.max(20, count) });
  const { account } = await connectionFor(null);
  const actor = studio.people[0]!;
  const made: { id: string; attemptId: string; marker: string; taskId: string }[] = [];
  for (let index = 0; index < count; index++) {
    const attemptId = newId();
    const marker = markerFor(actor.userId, attemptId, getEnv().authSecret);
    const response = await studio.emulator.call("POST", TASKS_PATH, {
      model: "dreamina-seedance-2-0-fast-260128",
      content: [{ type: "text", text: `${LONG} ${index}` }],
      ...{ resolution: "480p", ratio: "16:9", duration: 4, safety_identifier: marker },
    });
    const { id: taskId } = (await response.json()) as { id: string };
    made.push({ id: newId(), attemptId, marker, taskId });
  }
  const place = {
    teamId: actor.teamId,
    projectId: studio.projectId,
    createdById: actor.userId,
    providerAccount: account,
    apiStyle: "native",
  };
  const now = new Date();
  await db.generation.createMany({
    data: made.map(({ id, taskId }) => ({
      ...{ ...place, id, providerTaskId: taskId, requestHash: id, mode: "text", model: "seedance-2.0-fast" },
      ...{ prompt: LONG, resolution: "480p", ratio: "16:9", durationSeconds: 4, sound: false, watermark: false, returnLastFrame: false },
      ...{ estimatedTokens: 1, status: "running", nextActionAt: now, sentAt: now, acceptedAt: now, startedAt: now },
    })),
  });
  await db.attempt.createMany({
    data: made.map(({ id, attemptId, marker, taskId }) => ({
      ...{ id: attemptId, generationId: id, number: 1, state: "acknowledged", marker, providerTaskId: taskId, apiStyle: "native" },
      ...{ providerAccount: account, request: {}, sentAt: now, leaseUntil: now, endedAt: now },
    })),
  });
  return made.map(({ id }) => id);
}

/** Whatever a look at a task may say. */
export const pollingCases: readonly FaultCase[] = [
  {
    id: "F28",
    what: "50 running, the provider answers 503 to every look, for two hours",
    async run(studio) {
      const ids = await runElsewhere(studio, 50);
      for (const route of ["query", "list"])
        await studio.emulator.order({ route, count: null, fault: { kind: "answer", preset: "unavailable" } });
      await studio.worker.start();
      await waitUntil("five looks went wrong", async () => (await looksOf(studio)) >= 5);
      await pause(2_000);
      const whenOpen = await looksOf(studio);
      await travel(2 * HOUR);
      await pause(35_000);
      const probes = (await looksOf(studio)) - whenOpen;
      demand(probes <= 2, `${probes} looks in 37 s of an open breaker`);
      demand(
        (await studio.rows()).every((row) => row.status === "running"),
        "one of them changed its state",
      );
      await studio.emulator.clearFaults();
      await finishAll(studio);
      await studio.until(ids, "ready", 240_000);
      return `${probes} probes in 37 s, none failed, all 50 ready afterwards`;
    },
  },
  {
    id: "F29",
    what: "100 running, every other look at random answers 500",
    async run(studio) {
      const ids = await runElsewhere(studio, 100);
      for (const route of ["query", "list"]) {
        for (let skip = 0; skip < 200; skip++)
          if (Math.random() < 0.5) await studio.emulator.order({ route, skip, fault: { kind: "answer", preset: "serverError" } });
      }
      const before = await looksOf(studio);
      await studio.worker.start();
      const startedAt = performance.now();
      await waitUntil("six looks", async () => (await looksOf(studio)) >= before + 6, 240_000);
      await finishAll(studio);
      await studio.until(ids, "ready", 400_000);
      const seconds = (performance.now() - startedAt) / 1000;
      const looks = (await looksOf(studio)) - before;
      // The bucket: a burst of 20, and two a second.
      demand(looks <= 20 + 2 * seconds, `${looks} looks in ${Math.round(seconds)} s`);
      return `all ready after ${Math.round(seconds)} s and ${looks} looks; the bucket allows ${Math.round(20 + 2 * seconds)}`;
    },
  },
  {
    id: "F31",
    what: "a task says succeeded, then running, then succeeded",
    async run(studio) {
      await studio.worker.start();
      const control = await studio.control();
      const { actualTokens } = await studio.row(control);
      const id = await studio.press({ prompt: "emu:running-ms=6000" });
      const [, task] = await untilTasks(studio.emulator, 2);
      const answer = (status: string, more: object = {}) =>
        JSON.stringify({ id: task!.id, model: task!.model, status, created_at: 1, updated_at: 1, ...more });
      const tooSoon = answer("succeeded", {
        content: { video_url: `${studio.emulator.origin}/not-yet.mp4` },
        usage: { completion_tokens: actualTokens, total_tokens: actualTokens },
      });
      await studio.emulator.order({ route: "native.query", fault: { kind: "answer", status: 200, body: tooSoon } });
      await studio.emulator.order({ route: "native.query", skip: 1, fault: { kind: "answer", status: 200, body: answer("running") } });
      await studio.until(id, "saving");
      await travel(MINUTE);
      await studio.until(id, "ready", 120_000);
      const row = await studio.row(id);
      const states = row.events.map((event) => event.toStatus).join(" → ");
      demand(/saving → ready$/.test(states) && states.match(/saving/g)!.length === 1, states);
      const { items } = await studio.emulator.truth();
      demand(items.find(({ id: taskId }) => taskId === task!.id)!.downloads === 1, "downloaded more than once");
      return "saving stays saving; copied once, ready";
    },
  },
  {
    id: "F32",
    what: "404 for a task of an hour ago",
    async run(studio) {
      const id = await studio.press({ prompt: LONG });
      await studio.worker.start();
      await studio.until(id, ["queued", "running"]);
      await travel(HOUR);
      const body = JSON.stringify({ error: { code: "ResourceNotFound", message: "not found", type: "NotFound" } });
      await studio.emulator.order({ route: "native.query", count: null, fault: { kind: "answer", status: 404, body } });
      for (let look = 1; look <= 3; look++) {
        await travel(MINUTE);
        await waitUntil(`look ${look}`, async () => (await studio.row(id)).failures >= look);
      }
      demand((await studio.row(id)).waitingFor === null, "marked too soon");
      await travel(11 * MINUTE);
      await waitUntil("it is marked", async () => (await studio.row(id)).waitingFor === "missing");
      const { status } = await studio.row(id);
      demand(status === "queued" || status === "running", status);
      await studio.emulator.clearFaults();
      await finishAll(studio);
      await travel(6 * MINUTE);
      await studio.until(id, "ready");
      return "marked after 3 looks over 10 min, never failed; ready when it was back";
    },
  },
  {
    id: "F34",
    what: "60 running; the list omits one of them and shows one of somebody else's",
    async run(studio) {
      const ids = await runElsewhere(studio, 60);
      const list = (await (await studio.emulator.call("GET", `${TASKS_PATH}?page_size=100`)).json()) as { items: { id: string }[] };
      const [omitted, ...shown] = list.items;
      const foreign = {
        ...omitted,
        id: "cgt-20260101000000-aaaaa",
        status: "succeeded",
        content: { video_url: "https://example.com/x.mp4" },
      };
      const before = (await studio.emulator.requests()).length;
      await studio.emulator.order({
        route: "native.list",
        count: null,
        fault: { kind: "answer", status: 200, body: JSON.stringify({ items: [...shown, foreign], total: 60 }) },
      });
      await studio.worker.start();
      await waitUntil("the omitted one is asked for alone", async () =>
        (await studio.emulator.requests()).slice(before).some(({ path }) => path.includes(`/tasks/${omitted!.id}`)),
      );
      await studio.emulator.clearFaults();
      await finishAll(studio);
      await studio.until(ids, "ready", 300_000);
      demand((await studio.rows()).length === 60, "somebody else's became ours");
      return "the omitted one asked for alone, the foreign one ignored, all ready";
    },
  },
  {
    id: "F35",
    what: "1,000 running; the worker is killed and started three times",
    async run(studio) {
      const ids = await runElsewhere(studio, 1_000);
      const startedAt = performance.now();
      const seconds = (): number => (performance.now() - startedAt) / 1000;
      const lives: number[] = [];
      let looks = 0;
      for (let life = 0; life < 3; life++) {
        await studio.worker.start();
        const readyAt = new Date();
        await waitUntil(
          "each was looked at",
          async () => (await db.generation.count({ where: { id: { in: ids }, lastCheckedAt: { gt: readyAt } } })) === ids.length,
          40_000,
          async () => `${await db.generation.count({ where: { lastCheckedAt: { gt: readyAt } } })} of ${ids.length}`,
        );
        lives.push(Math.round((Date.now() - readyAt.getTime()) / 1000));
        looks = await looksOf(studio);
        demand(looks <= 20 + 2 * seconds(), `${looks} looks in ${Math.round(seconds())} s`);
        await studio.worker.kill();
      }
      demand(Math.max(...lives) <= 20, `all looked at after ${lives.join(", ")} s`);
      demand((await db.generation.count({ where: { status: "running" } })) === ids.length, "one of them changed its state");
      return `${looks} looks in ${Math.round(seconds())} s, where the bucket allows ${Math.round(20 + 2 * seconds())}; all seen ${lives.join(", ")} s after each start`;
    },
  },
  {
    id: "F38",
    what: "3 fail: by policy, by an internal error, without a code",
    async run(studio) {
      const [policy, internal, silent] = await studio.pressMany(3, (index) => ({
        prompt: ["emu:fail-video", "emu:fail-internal", LONG][index]!,
      }));
      await studio.worker.start();
      const tasks = await untilTasks(studio.emulator, 3);
      await studio.emulator.decide(tasks.find(({ prompt }) => prompt === LONG)!.id, { code: "", message: "" });
      await studio.until(policy!, "refused");
      await studio.until([internal!, silent!], "failed");
      await travel(HOUR);
      await pause(5_000);
      await demandCreates(studio, 3);
      const rows = await studio.rows();
      demand(
        rows.every((row) => describeFailure(row, [])?.charged === "no" && !wasUncertain(row)),
        "said to be charged",
      );
      return `${rows.map((row) => row.errorCode).join(", ")}; not charged, not sent again`;
    },
  },
];
