import { db, truncateAll } from "@/lib/testing/database";
import fc from "fast-check";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { forgetBreakers } from "@/lib/connections/breaker";
import { getConnection } from "@/lib/connections/connection";
import { learnFacts } from "@/lib/connections/facts";
import { travel } from "@/lib/faults/time-travel";
import { forgetEnv, getEnv } from "@/lib/platform/env";
import { newId } from "@/lib/shared/ids";
import { makeGeneration } from "@/lib/testing/factories";
import { type CreateFate, startTaskListServer, type TaskListServer } from "@/lib/testing/task-list-server";
import { acknowledge } from "./acknowledge";
import { openJournal } from "./journal";
import { reconcileGeneration } from "./reconcile-generation";
import { sendToProvider } from "./send-to-provider";
import { replayJournal, sweepDueGenerations } from "./sweep";

let provider: TaskListServer;
let account: string;
beforeAll(async () => {
  provider = await startTaskListServer();
  process.env.EMULATOR_URL = provider.origin;
  forgetEnv();
  account = (await getConnection()).account;
});
afterAll(() => provider.stop());

/** A generation that waits, on an account whose markers come back and that has a known task as the control. */
async function begin(fates: CreateFate[]): Promise<string> {
  await truncateAll();
  forgetBreakers();
  provider.creates = [...fates];
  const control = await makeGeneration({ status: "ready", providerAccount: account, providerTaskId: "cgt-control" });
  const marker = `person.${newId()}`;
  await db.attempt.create({
    data: {
      ...{ id: newId(), generationId: control.id, number: 1, state: "acknowledged", marker, providerAccount: account, apiStyle: "native" },
      ...{ request: {}, leaseUntil: new Date(), providerTaskId: "cgt-control" },
    },
  });
  provider.tasks = [{ id: "cgt-control", created_at: Math.floor(Date.now() / 1000), safety_identifier: marker }];
  await learnFacts(db, account, { echoesMarker: true });
  await db.providerAccount.update({ where: { account }, data: { tokens: 20 } });
  return (await makeGeneration({ projectId: control.projectId, teamId: control.teamId })).id;
}

const ours = () => provider.tasks.filter((task) => task.id !== "cgt-control");

/** The answer of a create that somebody thought lost: it comes late, from a worker that was only stalled, or by its journal. */
async function lateAnswer(generationId: string, way: "answer" | "journal"): Promise<void> {
  const attempts = await db.attempt.findMany({ where: { generationId } });
  for (const task of ours()) {
    const attempt = attempts.find(({ marker }) => marker === task.safety_identifier);
    if (!attempt) continue;
    if (way === "answer") await acknowledge(attempt.id, task.id);
    else await openJournal(getEnv().dataDir).write({ attemptId: attempt.id, taskId: task.id, at: new Date().toISOString() });
  }
  if (way === "journal") await replayJournal();
}

const STEPS = {
  send: sendToProvider,
  sweep: sweepDueGenerations,
  reconcile: reconcileGeneration,
  lateAnswer: (id: string) => lateAnswer(id, "answer"),
  journal: (id: string) => lateAnswer(id, "journal"),
  /** The worker that holds the attempt is gone, and its lease over. */
  die: () => travel(151_000),
  wait: () => travel(11 * 60_000),
} satisfies Record<string, (id: string) => Promise<unknown>>;
type Step = keyof typeof STEPS;

const step = fc.constantFrom(...(Object.keys(STEPS) as Step[]));
/** Each round at once, one round after the other. */
const rounds = fc.array(fc.array(step, { minLength: 1, maxLength: 3 }), { minLength: 1, maxLength: 6 });
const fates = fc.array(fc.constantFrom<CreateFate>("made", "dropped", "unmade"), { maxLength: 2 });

describe("sweeper, late answer and reconciler in any order", () => {
  it("buy a clip once, link it once, and in the end have it", async () => {
    await fc.assert(
      fc.asyncProperty(fates, rounds, async (becomes, plan) => {
        const id = await begin(becomes);
        for (const round of plan) await Promise.all(round.map((name) => STEPS[name](id)));

        const bought = ours();
        expect(bought.length).toBeLessThanOrEqual(1);
        const open = await db.attempt.count({ where: { generationId: id, state: { in: ["sending", "uncertain"] } } });
        expect(open).toBeLessThanOrEqual(1);

        // Left alone, it comes out right: found where it was made, sent again only where it is proven not to exist.
        const sent = async () => (await db.generation.findUniqueOrThrow({ where: { id } })).providerTaskId;
        for (let round = 0; round < 12 && (await sent()) === null; round++) {
          for (const name of ["sweep", "send", "reconcile", "wait"] as const) await STEPS[name](id);
          await db.providerAccount.update({ where: { account }, data: { tokens: 20 } });
          forgetBreakers();
        }
        const row = await db.generation.findUniqueOrThrow({ where: { id }, include: { attempts: true, events: true } });
        const unmade = becomes.filter((fate) => fate === "unmade").length;
        // Two attempts in a row that never came to be are one more than is made by itself: then a person is asked.
        if (unmade === 2 && row.providerTaskId === null) {
          expect(row.status).toBe("uncertain");
          expect(ours()).toEqual([]);
          return;
        }
        expect(ours().map((task) => task.id)).toEqual([row.providerTaskId]);
        expect(row.attempts.filter((attempt) => attempt.state === "acknowledged").map((attempt) => attempt.providerTaskId)).toEqual([
          row.providerTaskId,
        ]);
        expect(row.events.filter((event) => event.event === "accept")).toHaveLength(1);
        expect(await db.generation.count()).toBe(2);
      }),
      { numRuns: 12, endOnFailure: true },
    );
  });
});
