import { rm, mkdir } from "node:fs/promises";
import path from "node:path";
import type { Actor } from "@/lib/access/callers/actor";
import { toActionError } from "@/lib/access/doors/action-error";
import type { GenerationStatus } from "@/lib/generations/lifecycle";
import { isFinal } from "@/lib/generations/lifecycle";
import type { SubmitInput } from "@/lib/generations/schema";
import { submitGeneration } from "@/lib/generations/asking/submit";
import { db, disconnectDb } from "@/lib/platform/db/client";
import type { Prisma } from "@/lib/platform/db/generated/client";
import { forgetEnv } from "@/lib/platform/env";
import { stopSending } from "@/lib/platform/jobs/queue";
import { findFreePort } from "@/lib/platform/processes/ports";
import { forgetStorage } from "@/lib/platform/storage/storage";
import { newId } from "@/lib/shared/ids";
import { paths } from "@/lib/shared/paths";
import type { ActionResult } from "@/lib/shared/result";
import type { CardView } from "@/lib/generations/view";
import { makeMember, makeProject, makeTeam, makeUser } from "@/lib/testing/factories";
import { hashPassword } from "@/lib/access/identity/password";
import { controlEmulator, type EmulatorControl } from "./emulator-control";
import { controlEmulatorProcess, type EmulatorProcessControl } from "./emulator-process";
import type { ServerControl } from "./server-control";
import { waitUntil } from "./wait-until";
import { type FaultBucket, openFaultBucket } from "./fault-bucket";
import type { ProcessControl } from "./process-control";
import { controlWeb, type WebControl } from "./web-control";
import { signIn, type Visitor } from "./web-visitor";
import { controlWorker } from "./worker-control";
import { type DraftPart, makeDraft } from "@/lib/testing/draft";

/** Must never be seen anywhere but in the environment of the processes: see the judge. */
export const CANARY_KEY = "sk-canary-4f1d9b7c2a6e8350";
const CANARY_SECRET = "canary-secret-0d3b5c7f9a1e2468-of-more-than-32-characters";

const DRAFT: DraftPart = {
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

/** With all that a clip went through, for whoever judges it. */
export const withHistory = { attempts: { orderBy: { number: "asc" } }, files: true, events: { orderBy: { id: "asc" } } } as const;
export type FaultRow = Prisma.GenerationGetPayload<{ include: typeof withHistory }>;

/** A studio of real processes, and every string that a fault may be played on. */
export interface FaultStudio {
  readonly emulator: EmulatorControl;
  readonly emulatorProcess: EmulatorProcessControl;
  readonly worker: ProcessControl;
  /** The built pages; null where there is no build. */
  readonly web: WebControl | null;
  /** The database's own server; null where it is shared with others. */
  readonly server: ServerControl | null;
  readonly dataDir: string;
  /** Presses Generate, as people do in turn. @returns the generation's id */
  press(draft?: DraftPart, options?: { key?: string; actor?: Actor }): Promise<string>;
  pressMany(count: number, draft?: (index: number) => DraftPart): Promise<string[]>;
  /** The same as a browser does it: over HTTP, where there are pages. @throws when no answer comes */
  pressOnPage(draft?: DraftPart, options?: { key?: string; actor?: Actor }): Promise<ActionResult<CardView>>;
  /** This person, signed in. */
  visit(actor: Actor): Promise<Visitor>;
  /** Another database, empty and with the same people, until the next case. */
  useDatabase(other: { url: string; close(): Promise<void> }): Promise<void>;
  /** Keeps files in a bucket until the next case, instead of the data folder. */
  useBucket(): Promise<FaultBucket>;
  readonly bucket: FaultBucket | null;
  /** Where the composer is. */
  readonly page: string;
  readonly teamSlug: string;
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
  /** Whether there is a build to serve pages from. */
  hasPages?: boolean;
}

/** Everybody's. */
const PASSWORD = "a long walk at dawn";

export async function openFaultStudio({ databaseUrl, folder, server, hasPages = false }: StudioOptions): Promise<FaultStudio> {
  const dataDir = path.join(folder, "data");
  const emulatorProcess = controlEmulatorProcess(await findFreePort(), path.join(folder, "emulator"));
  const settings = {
    DATABASE_URL: databaseUrl,
    DATA_DIR: dataDir,
    AUTH_SECRET: CANARY_SECRET,
    POWERTOKENS_API_KEY: CANARY_KEY,
    POWERTOKENS_BASE_URL: emulatorProcess.origin,
    CONCURRENCY: "20",
    // The scratch server of the quick cases is fast instead of safe.
    DATABASE_DURABILITY: "trusted",
  };
  Object.assign(process.env, settings, { ROLE: "worker", LOG_LEVEL: "silent" });
  forgetEnv();
  forgetStorage();
  await mkdir(dataDir, { recursive: true });
  await emulatorProcess.start();

  const emulator = controlEmulator(emulatorProcess.origin, CANARY_KEY);
  const environment = (role: "web" | "worker"): NodeJS.ProcessEnv => ({
    ...process.env,
    ...settings,
    ...{ ROLE: role, NODE_ENV: "production", NODE_OPTIONS: "", LOG_LEVEL: "debug", NEXT_TELEMETRY_DISABLED: "1", AUTH_TRUST_HOST: "true" },
  });
  const worker = controlWorker(() => environment("worker"));
  const web = hasPages ? controlWeb(await findFreePort(), () => environment("web")) : null;
  const passwordHash = await hashPassword(PASSWORD);
  let visitors = new Map<string, Promise<Visitor>>();
  let people: Actor[] = [];
  let projectId = "";
  let page = "";
  let teamSlug = "";
  let presses = 0;
  let bucket: FaultBucket | null = null;

  let otherDatabase: { close(): Promise<void> } | null = null;

  async function connectTo(url: string): Promise<void> {
    await stopSending();
    await disconnectDb();
    settings.DATABASE_URL = url;
    process.env.DATABASE_URL = url;
    forgetEnv();
  }

  async function leaveDatabase(): Promise<void> {
    if (!otherDatabase) return;
    await connectTo(databaseUrl);
    await otherDatabase.close();
    otherDatabase = null;
  }

  async function leaveBucket(): Promise<void> {
    if (!bucket) return;
    for (const name of Object.keys(bucket.env)) delete process.env[name];
    forgetEnv();
    forgetStorage();
    await bucket.close();
    bucket = null;
  }

  const inputOf = (draft: DraftPart, key: string): SubmitInput => ({
    projectId,
    id: key,
    draft: makeDraft({ ...DRAFT, prompt: `${DRAFT.prompt} ${presses}`, ...draft }),
  });

  /** Eight people of one team, and their project. */
  async function invite(): Promise<void> {
    const team = await makeTeam();
    people = [];
    for (let person = 0; person < 8; person++) {
      const { id: userId } = await makeUser({ passwordHash });
      people.push(await makeMember(person === 0 ? "owner" : "creator", { teamId: team.id, userId }));
    }
    const project = await makeProject({ teamId: team.id });
    projectId = project.id;
    teamSlug = team.slug;
    page = paths.create(team.slug, project.slug);
  }

  const studio: FaultStudio = {
    emulator,
    emulatorProcess,
    worker,
    web,
    server,
    dataDir,
    get page() {
      return page;
    },
    get teamSlug() {
      return teamSlug;
    },
    get people() {
      return people;
    },
    get projectId() {
      return projectId;
    },
    async press(draft = {}, { key = newId(), actor } = {}) {
      const who = actor ?? people[presses++ % people.length]!;
      return (await submitGeneration(who, inputOf(draft, key))).id;
    },
    async pressOnPage(draft = {}, { key = newId(), actor } = {}) {
      const who = actor ?? people[presses++ % people.length]!;
      const input = inputOf(draft, key);
      if (web) {
        const visitor = await studio.visit(who);
        const answer = await visitor.act<CardView[]>("submitGenerationsAction", page, [teamSlug, { presses: [input] }]);
        return answer.ok ? { ok: true, data: answer.data[0]! } : answer;
      }
      try {
        return { ok: true, data: await submitGeneration(who, input) };
      } catch (error) {
        return { ok: false, error: toActionError(error) };
      }
    },
    visit(actor) {
      const known = visitors.get(actor.userId);
      if (known) return known;
      const visitor = db.user.findUniqueOrThrow({ where: { id: actor.userId } }).then(({ email }) => signIn(web!.origin, email, PASSWORD));
      visitors.set(actor.userId, visitor);
      visitor.catch(() => visitors.delete(actor.userId));
      return visitor;
    },
    async useDatabase(other) {
      otherDatabase = other;
      await connectTo(other.url);
      await invite();
    },
    get bucket() {
      return bucket;
    },
    async useBucket() {
      bucket = await openFaultBucket();
      Object.assign(process.env, bucket.env);
      forgetEnv();
      forgetStorage();
      return bucket;
    },
    async pressMany(count, draft = () => ({})) {
      const ids: string[] = [];
      for (let index = 0; index < count; index++) ids.push(await studio.press(draft(index)));
      return ids;
    },
    row: (id) => db.generation.findUniqueOrThrow({ where: { id }, include: withHistory }),
    rows: () => db.generation.findMany({ orderBy: { createdAt: "asc" }, include: withHistory }),
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
      await web?.kill();
      worker.forget();
      web?.forget();
      visitors = new Map();
      await leaveBucket();
      await leaveDatabase();
      await emulator.reset();
      await emulator.switches({ concurrency: 20 });
      await emptyTables();
      for (const name of ["media", "media-tmp", "uploads", "unclaimed", "journal", "assets", "instance-id", "last-attempt"])
        await rm(path.join(dataDir, name), { recursive: true, force: true });
      await invite();
    },
    async stop() {
      await worker.kill();
      await web?.kill();
      await leaveBucket();
      await leaveDatabase();
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
