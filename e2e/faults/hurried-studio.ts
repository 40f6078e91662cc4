import { db } from "@/lib/testing/database";
import type { Actor } from "@/lib/access/callers/actor";
import { registerWithProvider } from "@/lib/assets/registration/register-with-provider";
import { forgetBreakers } from "@/lib/connections/breaker";
import { checkDueTasks } from "@/lib/generations/sending/check-provider";
import { submitGeneration } from "@/lib/generations/asking/submit";
import { sweepDueGenerations } from "@/lib/generations/sweep";
import { forgetEnv } from "@/lib/platform/env";
import type { Prisma } from "@/lib/platform/db/generated/client";
import { startWorker } from "@/lib/platform/jobs/worker";
import { newId } from "@/lib/shared/ids";
import { startEmulatorProcess } from "@/lib/testing/emulator-process";
import { makeMember, makeProject } from "@/lib/testing/factories";
import { handlers, jobs } from "@/lib/worker/handlers";
import { controlEmulator, type EmulatorControl, type TrueTask } from "./emulator-control";
import { waitUntil } from "./wait-until";
import { type DraftPart, makeDraft } from "@/lib/testing/draft";

/** A task that runs until the test settles it. */
const LONG = "emu:running-ms=3600000";
const DRAFT: DraftPart = {
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

const whole = { attempts: true, events: true } as const satisfies Prisma.GenerationInclude;
export type HurriedRow = Prisma.GenerationGetPayload<{ include: typeof whole }>;

export interface HurriedStudio {
  emulator: EmulatorControl;
  actor: Actor;
  /** Presses Generate with a prompt of its own, by which its request and its task are known. */
  press(name: string, draft?: DraftPart): Promise<{ id: string; prompt: string }>;
  row(id: string): Promise<HurriedRow>;
  /** Lets everything that concerns it happen now. */
  hurry(id: string): Promise<void>;
  until(id: string, isThere: Partial<HurriedRow> | ((row: HurriedRow) => boolean), meanwhile?: () => Promise<unknown>): Promise<HurriedRow>;
  /** As if every pause of the account were over. */
  endPauses(): Promise<void>;
  tasksOf(prompt: string): Promise<TrueTask[]>;
  /** Create calls that arrived, whatever became of them. */
  createsOf(prompt: string): Promise<number>;
  /** Takes away all faults and settles what still runs, so that the next case finds free places at the provider. */
  tidy(): Promise<void>;
  stop(): Promise<void>;
}

export const isAccepted = (row: HurriedRow): boolean => row.providerTaskId !== null;

/**
 * A worker and an emulator that are shared by many short cases, and in which nobody waits: the schedules, pauses,
 * budgets and breakers have tests of their own. Import lib/testing/database.ts before it.
 */
export async function openHurriedStudio(): Promise<HurriedStudio> {
  const server = await startEmulatorProcess();
  const emulator = controlEmulator(server.origin, "emulator");
  await emulator.switches({ concurrency: 100 });
  Object.assign(process.env, { EMULATOR_URL: server.origin, CONCURRENCY: "20", SUBMISSIONS_PER_MINUTE: "1000" });
  forgetEnv();
  const worker = await startWorker(jobs, handlers);
  const actor = await makeMember("owner");
  const projectId = (await makeProject({ teamId: actor.teamId })).id;
  let presses = 0;

  const row = (id: string) => db.generation.findUniqueOrThrow({ where: { id }, include: whole });

  async function hurry(id: string): Promise<void> {
    forgetBreakers();
    await db.$executeRaw`UPDATE provider_accounts SET tokens = 20, next_upload_at = NULL`;
    await db.$executeRaw`UPDATE generations SET last_checked_at = NULL`;
    await db.generation.updateMany({ where: { id, nextActionAt: { not: null } }, data: { nextActionAt: new Date(0) } });
    await checkDueTasks();
    await sweepDueGenerations();
    for (const copy of await db.assetRegistration.findMany({ where: { status: { in: ["waiting", "uploading", "processing"] } } }))
      await registerWithProvider(copy.id);
  }

  return {
    emulator,
    actor,
    async press(name, draft = {}) {
      const prompt = `case ${++presses} ${name} ${LONG}`;
      const { id } = await submitGeneration(actor, {
        projectId,
        id: newId(),
        draft: makeDraft({ ...DRAFT, ...draft, prompt }),
      });
      return { id, prompt };
    },
    row,
    hurry,
    until(id, isThere, meanwhile) {
      const fits =
        typeof isThere === "function"
          ? isThere
          : (now: HurriedRow) => Object.entries(isThere).every(([name, value]) => now[name as keyof HurriedRow] === value);
      let last = "";
      return waitUntil(
        "it is as it should be",
        async () => {
          await meanwhile?.();
          await hurry(id);
          const now = await row(id);
          last = `${now.status} ${now.waitingFor} ${now.errorCode}`;
          return fits(now) ? now : null;
        },
        30_000,
        () => last,
      );
    },
    endPauses: async () =>
      void (await db.$executeRaw`UPDATE provider_accounts SET paused_until = now() - interval '1 second' WHERE paused_until > now()`),
    tasksOf: async (prompt) => (await emulator.truth()).items.filter((task) => task.prompt === prompt),
    createsOf: async (prompt) =>
      (await emulator.requests()).filter(({ route, body }) => route.endsWith(".create") && JSON.stringify(body).includes(prompt)).length,
    async tidy() {
      await emulator.clearFaults();
      const { items } = await emulator.truth();
      for (const task of items.filter(({ status }) => status === "queued" || status === "running"))
        await emulator.decide(task.id, { code: "InternalServiceError", message: "over" });
      // One that stays uncertain keeps its place for an hour.
      await db.$executeRaw`UPDATE generations SET sent_at = sent_at - interval '2 hours' WHERE status = 'uncertain'`;
    },
    async stop() {
      await worker.stop({ timeoutMs: 5_000 });
      await server.stop();
    },
  };
}
