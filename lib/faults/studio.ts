import { rm, mkdir } from "node:fs/promises";
import path from "node:path";
import type { Actor } from "@/lib/access/actor";
import type { GenerationStatus } from "@/lib/generations/lifecycle";
import { isFinal } from "@/lib/generations/lifecycle";
import type { Draft } from "@/lib/generations/schema";
import { submitGeneration } from "@/lib/generations/submit-generation";
import { db, disconnectDb } from "@/lib/platform/db/client";
import type { Prisma } from "@/lib/platform/db/generated/client";
import { forgetEnv } from "@/lib/platform/env";
import { stopSending } from "@/lib/platform/jobs/queue";
import { findFreePort } from "@/lib/platform/processes/ports";
import { forgetStorage } from "@/lib/platform/storage/storage";
import { newId } from "@/lib/shared/ids";
import { makeMember, makeProject } from "@/lib/testing/factories";
import { controlEmulator, type EmulatorControl } from "./emulator-control";
import { controlEmulatorProcess, type EmulatorProcessControl } from "./emulator-process";
import type { ServerControl } from "./server-control";
import { waitUntil } from "./wait-until";
import { controlWorker, type WorkerControl } from "./worker-control";

/** Must never be seen anywhere but in the environment of the processes: see the judge. */
export const CANARY_KEY = "sk-canary-4f1d9b7c2a6e8350";
const CANARY_SECRET = "canary-secret-0d3b5c7f9a1e2468-of-more-than-32-characters";

const DRAFT: Draft = {
  mode: "text",
  model: "seedance-2.0-fast",
  prompt: "A paper boat crosses a puddle",
  resolution: "480p",
  ratio: "16:9",
  durationSeconds: 4,
  seed: null,
  sound: false,
  watermark: false,
  returnLastFrame: false,
  inputs: [],
};

const include = { attempts: { orderBy: { number: "asc" } }, media: true, events: { orderBy: { id: "asc" } } } as const;
export type FaultRow = Prisma.GenerationGetPayload<{ include: typeof include }>;

/** A studio of real processes, and every string that a fault may be played on. */
export interface FaultStudio {
  readonly emulator: EmulatorControl;
  readonly emulatorProcess: EmulatorProcessControl;
  readonly worker: WorkerControl;
  /** The database's own server; null where it is shared with others. */
  readonly server: ServerControl | null;
  readonly dataDir: string;
  /** Presses Generate, as people do in turn. @returns the generation's id */
  press(draft?: Partial<Draft>, options?: { key?: string; actor?: Actor }): Promise<string>;
  pressMany(count: number, draft?: (index: number) => Partial<Draft>): Promise<string[]>;
  readonly people: readonly Actor[];
  readonly projectId: string;
  row(id: string): Promise<FaultRow>;
  rows(): Promise<FaultRow[]>;
  until(ids: string | readonly string[], status: GenerationStatus | readonly GenerationStatus[], timeoutMs?: number): Promise<void>;
  /** A clip that is finished before the fault: its list entry shows that markers come back, and is the positive control. */
  control(): Promise<string>;
  /** Empty tables, an empty data folder, an emulator that has sold nothing. */
  reset(): Promise<void>;
  stop(): Promise<void>;
}

export interface StudioOptions {
  databaseUrl: string;
  /** For the studio's data folder and the emulator's. */
  folder: string;
  server: ServerControl | null;
}

export async function openFaultStudio({ databaseUrl, folder, server }: StudioOptions): Promise<FaultStudio> {
  const dataDir = path.join(folder, "data");
  const emulatorProcess = controlEmulatorProcess(await findFreePort(), path.join(folder, "emulator"));
  const settings = {
    DATABASE_URL: databaseUrl,
    DATA_DIR: dataDir,
    AUTH_SECRET: CANARY_SECRET,
    POWERTOKENS_API_KEY: CANARY_KEY,
    POWERTOKENS_BASE_URL: emulatorProcess.origin,
    CONCURRENCY: "20",
    ROLE: "worker",
  };
  Object.assign(process.env, settings, { LOG_LEVEL: "silent" });
  forgetEnv();
  forgetStorage();
  await mkdir(dataDir, { recursive: true });
  await emulatorProcess.start();

  const emulator = controlEmulator(emulatorProcess.origin, CANARY_KEY);
  const worker = controlWorker(() => ({ ...process.env, ...settings, NODE_ENV: "production", NODE_OPTIONS: "", LOG_LEVEL: "debug" }));
  let people: Actor[] = [];
  let projectId = "";
  let presses = 0;

  const studio: FaultStudio = {
    emulator,
    emulatorProcess,
    worker,
    server,
    dataDir,
    get people() {
      return people;
    },
    get projectId() {
      return projectId;
    },
    async press(draft = {}, { key = newId(), actor } = {}) {
      const who = actor ?? people[presses++ % people.length]!;
      const input = { projectId, idempotencyKey: key, draft: { ...DRAFT, prompt: `${DRAFT.prompt} ${presses}`, ...draft } };
      return (await submitGeneration(who, input)).id;
    },
    async pressMany(count, draft = () => ({})) {
      const ids: string[] = [];
      for (let index = 0; index < count; index++) ids.push(await studio.press(draft(index)));
      return ids;
    },
    row: (id) => db.generation.findUniqueOrThrow({ where: { id }, include }),
    rows: () => db.generation.findMany({ orderBy: { createdAt: "asc" }, include }),
    async until(ids, status, timeoutMs = 90_000) {
      const wanted = [ids].flat();
      const allowed = [status].flat() as GenerationStatus[];
      const look = () =>
        db.generation.findMany({ where: { id: { in: wanted } }, select: { status: true, waitingFor: true, errorCode: true } });
      await waitUntil(
        `${wanted.length} × ${allowed.join("/")}`,
        async () => {
          // A database that is away answers later.
          const rows = await look().catch(() => []);
          const wrong = rows.find((row) => isFinal(row.status) && !allowed.includes(row.status));
          if (wrong) throw new Error(`ended as ${wrong.status} (${wrong.errorCode ?? ""}) instead of ${allowed.join("/")}`);
          return rows.length === wanted.length && rows.every((row) => allowed.includes(row.status));
        },
        timeoutMs,
        async () => (await look()).map((row) => `${row.status}${row.waitingFor ? `:${row.waitingFor}` : ""}`).join(" "),
      );
    },
    async control() {
      const id = await studio.press();
      await studio.until(id, "ready");
      return id;
    },
    async reset() {
      await worker.kill();
      worker.forget();
      await emulator.reset();
      await emulator.switches({ concurrency: 20 });
      await emptyTables();
      for (const name of ["media", "media-tmp", "journal", "assets", "instance-id", "last-attempt"])
        await rm(path.join(dataDir, name), { recursive: true, force: true });
      const teamOwner = await makeMember("owner");
      people = [teamOwner];
      for (let person = 0; person < 7; person++) people.push(await makeMember("creator", { teamId: teamOwner.teamId }));
      projectId = (await makeProject({ teamId: teamOwner.teamId })).id;
    },
    async stop() {
      await worker.kill();
      await emulatorProcess.stop();
      await stopSending();
      await disconnectDb();
    },
  };
  return studio;
}

/** Ours and the queue's; the record of migrations and what pg-boss knows of its queues stay. */
async function emptyTables(): Promise<void> {
  const tables = await db.$queryRaw<{ name: string }[]>`
    SELECT format('%I.%I', schemaname, tablename) AS name FROM pg_tables
    WHERE (schemaname = 'public' AND tablename <> '_prisma_migrations') OR (schemaname = 'pgboss' AND tablename LIKE 'job%')`;
  await db.$executeRawUnsafe(`TRUNCATE ${tables.map((table) => table.name).join(", ")} RESTART IDENTITY CASCADE`);
}
