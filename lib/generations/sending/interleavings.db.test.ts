import { db, truncateAll } from "@/lib/testing/database";
import fc from "fast-check";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { forgetBreakers } from "@/lib/connections/breaker";
import { connectionFor } from "@/lib/connections/connection";
import { learnFacts } from "@/lib/connections/facts";
import { travel } from "@/e2e/faults/time-travel";
import { withTransaction } from "@/lib/platform/db/client";
import { forgetEnv, getEnv } from "@/lib/platform/env";
import { newId } from "@/lib/shared/ids";
import { makeGeneration } from "@/lib/testing/factories";
import { type CreateFate, type ListedTask, startTaskListServer, type TaskListServer } from "@/lib/testing/task-list-server";
import { acknowledge } from "./acknowledge";
import { isFinal } from "../lifecycle";
import { openJournal } from "./journal";
import { reconcileGeneration } from "../searching/reconcile";
import { sendToProvider } from "./send";
import { replayJournal, sweepDueGenerations } from "../sweep";

let provider: TaskListServer;
let account: string;
beforeAll(async () => {
  provider = await startTaskListServer();
  process.env.EMULATOR_URL = provider.origin;
  forgetEnv();
  account = (await connectionFor(null)).account;
});
afterAll(() => provider.stop());

/** A generation that waits, on an account whose markers come back and that has a known task as the control. */
async function begin(fates: CreateFate[]): Promise<string> {
  await truncateAll();
  forgetBreakers();
  hidden = [];
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

/** What the list does not show for a while, though it exists. */
let hidden: ListedTask[] = [];

/** Everything that was bought for it, shown or not. */
const ours = () => [...hidden, ...provider.tasks].filter((task) => task.id !== "cgt-control");

/** From now on the list shows nothing of what there is, not even what we know: nothing may be concluded from that. */
const hide = (): void => void hidden.push(...provider.tasks.splice(0));
const show = (): void => void provider.tasks.push(...hidden.splice(0));

/** The database is set back to before the first send, as by a backup: what was bought since it has never heard of. */
async function restore(id: string): Promise<void> {
  await withTransaction(async (tx) => {
    await tx.attempt.deleteMany({ where: { generationId: id } });
    await tx.generationEvent.deleteMany({ where: { generationId: id } });
    const unsent = { status: "waiting", providerTaskId: null, sentAt: null, acceptedAt: null, errorCode: null, waitingFor: null } as const;
    await tx.generation.update({ where: { id }, data: { ...unsent, nextActionAt: new Date(), version: { increment: 1 } } });
    await tx.instance.upsert({
      where: { id: 1 },
      create: { id: 1, instanceId: newId(), holdReason: "restored", holdSince: new Date() },
      update: { holdReason: "restored", holdSince: new Date() },
    });
  });
}

/** What must hold at every moment, whoever was at it and however far they came (I1 to I3 of the plan of faults). */
async function demandInvariants(id: string): Promise<void> {
  const row = await db.generation.findUniqueOrThrow({ where: { id }, include: { attempts: true } });
  const bought = ours();
  expect(bought.length, "bought").toBeLessThanOrEqual(1);
  const open = row.attempts.filter(({ state }) => state === "sending" || state === "uncertain");
  expect(open.length, "open attempts").toBeLessThanOrEqual(1);
  for (const task of bought) {
    const owner = row.attempts.find(({ marker }) => marker === task.safety_identifier);
    // A restored ledger knows nothing of it: then the clip is uncertain, or has found it, and is never sent.
    if (!owner && row.attempts.length === 0) expect(["waiting", "uncertain"]).toContain(row.status);
    else if (row.providerTaskId === null)
      expect(["sending", "uncertain"], "a task that nobody looks for").toContain((owner ?? open[0])?.state);
    else expect(row.providerTaskId).toBe(task.id);
  }
  const linked = row.attempts.filter(({ providerTaskId }) => providerTaskId !== null).map(({ providerTaskId }) => providerTaskId);
  expect(linked).toEqual(row.providerTaskId === null ? [] : [row.providerTaskId]);
  if (!isFinal(row.status)) expect(row.nextActionAt!.getTime() - Date.now()).toBeLessThan(6.2 * 3_600_000);
}

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
  hide: async () => hide(),
  show: async () => show(),
  /** Half an hour in which the list shows nothing, and everybody keeps looking. */
  blindness: async (id: string) => {
    hide();
    for (let look = 0; look < 4; look++) {
      await reconcileGeneration(id);
      await travel(11 * 60_000);
    }
    await sendToProvider(id);
    show();
  },
} satisfies Record<string, (id: string) => Promise<unknown>>;
type Step = keyof typeof STEPS;

const step = fc.constantFrom(...(Object.keys(STEPS) as Step[]));
/** Each round at once, one round after the other. */
const rounds = fc.array(fc.array(step, { minLength: 1, maxLength: 3 }), { minLength: 1, maxLength: 7 });
/** Before which round the database is set back; most lives go without. */
const setBack = fc.option(fc.nat({ max: 6 }), { freq: 3 });
const fates = fc.array(fc.constantFrom<CreateFate>("made", "dropped", "unmade"), { maxLength: 2 });

describe("sweeper, late answer and reconciler in any order", () => {
  it("buy a clip once, link it once, and in the end have it", async () => {
    await fc.assert(
      fc.asyncProperty(fates, rounds, setBack, async (becomes, plan, setBackAt) => {
        const id = await begin(becomes);
        for (const [index, round] of plan.entries()) {
          if (index === setBackAt) await restore(id);
          await Promise.all(round.map((name) => STEPS[name](id)));
          await demandInvariants(id);
        }
        const wasRestored = setBackAt !== null && setBackAt < plan.length;
        const boughtBefore = ours().length;
        show();

        // Left alone, it comes out right: found where it was made, sent again only where it is proven not to exist.
        const sent = async () => (await db.generation.findUniqueOrThrow({ where: { id } })).providerTaskId;
        for (let round = 0; round < 12 && (await sent()) === null; round++) {
          for (const name of ["sweep", "send", "reconcile", "wait"] as const) await STEPS[name](id);
          await demandInvariants(id);
          await db.providerAccount.update({ where: { account }, data: { tokens: 20 } });
          forgetBreakers();
        }
        const row = await db.generation.findUniqueOrThrow({ where: { id }, include: { attempts: true, events: true } });
        // On hold nothing is sent: what was not bought before stays for a person to decide.
        if (wasRestored && boughtBefore === 0) {
          expect([row.status, ours().length]).toEqual(["uncertain", 0]);
          return;
        }
        // The list of this provider tells nothing of a task but its time: a person says whose it is.
        if (wasRestored && row.providerTaskId === null) {
          expect(row.status).toBe("uncertain");
          expect(row.attempts.at(-1)?.detail).toMatchObject({ candidates: ours().map((task) => task.id) });
          return;
        }
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
      // Those that tempt most, always; then whatever chance makes of it.
      {
        examples: [
          [["dropped"], [["send"], ["blindness"], ["lateAnswer"]], null],
          [["made"], [["send"], ["send", "sweep"]], 1],
        ],
        numRuns: 20,
        // Each takes a second or more, and on a busy machine ten: as many as there is time for, and the examples always.
        interruptAfterTimeLimit: 40_000,
        endOnFailure: true,
      },
    );
  });
});
