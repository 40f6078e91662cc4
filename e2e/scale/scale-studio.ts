import { mkdirSync } from "node:fs";
import path from "node:path";
import type { Actor } from "@/lib/access/callers/actor";
import { hashPassword } from "@/lib/access/identity/password";
import { ROOT } from "@/lib/cli/launch/child-process";
import type { CardView } from "@/lib/generations/view";
import { db, disconnectDb } from "@/lib/platform/db/client";
import { forgetEnv } from "@/lib/platform/env";
import { findFreePort } from "@/lib/platform/processes/ports";
import { forgetStorage } from "@/lib/platform/storage/storage";
import { newId } from "@/lib/shared/ids";
import { paths } from "@/lib/shared/paths";
import { type DraftPart, makeDraft } from "@/lib/testing/draft";
import { makeMember, makeProject, makeTeam, makeUser } from "@/lib/testing/factories";
import { controlEmulator, type EmulatorControl } from "../faults/emulator-control";
import { controlEmulatorProcess } from "../faults/emulator-process";
import { type FaultBucket, openFaultBucket } from "../faults/fault-bucket";
import { judge } from "../faults/judge";
import { CANARY_KEY, withHistory, type FaultRow } from "../faults/studio";
import { waitUntil } from "../faults/wait-until";
import { signIn, type Visitor } from "../faults/web-visitor";
import { controlMachine, logsOf, type Machine } from "./machine";
import { openOutsidePostgres, type OutsidePostgres } from "./outside-postgres";
import { openProxy } from "./proxy";
import { startSwift } from "./swift";
import type { Tools } from "./tools";

const SECRET = "canary-secret-5d1f0b7a9c3e8246-of-more-than-32-characters";
const PASSWORD = "a long walk at dusk";

/** One studio on four machines, with everything that they share, and nginx in front. */
export interface ScaleStudio {
  /** web 1, web 2, worker 1, worker 2. */
  readonly machines: readonly Machine[];
  readonly postgres: OutsidePostgres;
  readonly bucket: FaultBucket;
  readonly emulator: EmulatorControl;
  /** The folder of the second machine's checkout. */
  readonly secondFolder: string;
  readonly page: string;
  readonly teamSlug: string;
  /** Where a step keeps what it needs. */
  readonly folder: string;
  /** Of all machines, from their next start on. */
  readonly settings: Record<string, string>;
  /** Done when the studio is stopped, after its machines. */
  atEnd(end: () => unknown): void;
  /** Somebody of the team who came in through nginx, or at one machine. */
  visit(person: number, machine?: Machine): Promise<Visitor>;
  /** One press of Generate, sent again with its id until it is answered. @returns the id */
  press(visitor: Visitor, draft?: DraftPart): Promise<string>;
  /** How many calls of a press had no answer, or "not right now". */
  readonly unanswered: number;
  untilReady(ids: readonly string[], timeoutMs?: number): Promise<void>;
  /** The invariants of the faults, and that so many clips were bought. @throws with each violation */
  demandSound(clips: number): Promise<void>;
  /** What all processes wrote into their logs. */
  log(): string;
  stop(): Promise<void>;
}

/** Who may stand for the bucket. */
export const S3_NAMES = ["s3rver", "swift"] as const;

export interface ScaleOptions {
  tools: Tools;
  s3: (typeof S3_NAMES)[number];
  folder: string;
  secondFolder: string;
}

export async function openScaleStudio(options: ScaleOptions): Promise<ScaleStudio> {
  const endings: (() => unknown)[] = [];
  const stop = async (): Promise<void> => {
    for (const end of endings.toReversed()) await end();
  };
  try {
    return await open(options, endings, stop);
  } catch (error) {
    await stop();
    throw error;
  }
}

async function open(
  { tools, s3, folder, secondFolder }: ScaleOptions,
  endings: (() => unknown)[],
  stop: () => Promise<void>,
): Promise<ScaleStudio> {
  const postgres = await openOutsidePostgres(tools.postgres, path.join(folder, "postgres"));
  endings.push(postgres.stop);
  const bucket = await openFaultBucket(s3 === "swift" ? () => startSwift(path.join(folder, "swift")) : undefined);
  endings.push(bucket.close);
  const provider = controlEmulatorProcess(await findFreePort(), path.join(folder, "emulator"));
  endings.push(provider.stop);
  await provider.start();
  const ports = [await findFreePort(), await findFreePort()];
  const proxyPort = await findFreePort();
  const origin = `http://127.0.0.1:${proxyPort}`;
  const settings: Record<string, string> = {
    ...bucket.env,
    DATABASE_URL: postgres.url,
    AUTH_SECRET: SECRET,
    POWERTOKENS_API_KEY: CANARY_KEY,
    POWERTOKENS_BASE_URL: provider.origin,
    CONCURRENCY: "20",
    PUBLIC_URL: origin,
    TRUSTED_PROXIES: "1",
    LOG_LEVEL: "info",
    SUBMISSIONS_PER_MINUTE: "1000",
    TEAM_SUBMISSIONS_PER_MINUTE: "2000",
  };
  const machines = (["web", "web", "worker", "worker"] as const).map((role, index) => {
    const name = `${role} ${(index % 2) + 1}`;
    const dataDir = path.join(folder, name.replace(" ", "-"));
    mkdirSync(dataDir, { recursive: true });
    return controlMachine({ name, role, dataDir, settings, port: ports[index] ?? 0, folder: index % 2 ? secondFolder : ROOT });
  });
  endings.push(() => Promise.all(machines.map((machine) => machine.kill())));
  // All at once, as when four machines are switched on: one of them makes the tables, and they are one studio.
  await Promise.all(machines.map((machine) => machine.start()));
  endings.push(await openProxy(tools.nginx, path.join(folder, "nginx"), proxyPort, ports), disconnectDb);

  // What is looked at from here is looked at in their database, their bucket and the folder of one that saves clips.
  Object.assign(process.env, settings, { DATA_DIR: machines[2]!.dataDir, ROLE: "worker", LOG_LEVEL: "silent" });
  forgetEnv();
  forgetStorage();
  const { people, projectId, teamSlug, page } = await invite();
  const visitors = new Map<string, Promise<Visitor>>();
  let unanswered = 0;

  const studio: ScaleStudio = {
    ...{ machines, postgres, bucket, secondFolder, page, teamSlug, folder, settings },
    // Ended in the order in which they stand backwards, and so after the machines.
    atEnd: (end) => void endings.unshift(end),
    emulator: controlEmulator(provider.origin, CANARY_KEY),
    get unanswered() {
      return unanswered;
    },
    visit(person, machine) {
      const where = machine ? `http://127.0.0.1:${machine.port}` : origin;
      const key = `${person} ${where}`;
      const { email } = people[person % people.length]!;
      const visitor = visitors.get(key) ?? signIn(where, email, PASSWORD, origin);
      visitors.set(key, visitor);
      return visitor;
    },
    async press(visitor, draft = {}) {
      const id = newId();
      const press = { projectId, id, draft: makeDraft({ model: "seedance-2.0-fast", resolution: "480p", durationSeconds: 4, ...draft }) };
      const call = [teamSlug, { presses: [press] }] as const;
      await waitUntil(
        "a press is answered",
        async () => {
          const answer = await visitor
            .act<CardView[]>("submitGenerationsAction", page, call, AbortSignal.timeout(10_000))
            .catch(() => ({ ok: false, error: { code: "unavailable" } }) as const);
          if (answer.ok) return true;
          if (answer.error.code !== "unavailable" && answer.error.code !== "unexpected") throw new Error(JSON.stringify(answer.error));
          unanswered++;
          return null;
        },
        90_000,
      );
      return id;
    },
    untilReady: (ids, timeoutMs = 240_000) =>
      waitUntil(
        `${ids.length} clips are ready`,
        async () => (await db.generation.count({ where: { id: { in: [...ids] }, status: "ready" } }).catch(() => 0)) === ids.length || null,
        timeoutMs,
        async () =>
          JSON.stringify(await db.generation.groupBy({ by: ["status", "waitingFor"], where: { id: { in: [...ids] } }, _count: true })),
      ).then(() => undefined),
    async demandSound(clips) {
      const quiet = { log: () => logsOf(machines), unexpectedDeaths: () => [] };
      const violations = await judge({
        rows: (): Promise<FaultRow[]> => db.generation.findMany({ orderBy: { createdAt: "asc" }, include: withHistory }),
        ...{ emulator: studio.emulator, bucket, dataDir: machines[2]!.dataDir, worker: quiet, web: quiet },
      });
      const { items, creates } = await studio.emulator.truth();
      if (items.length !== clips) violations.push(`${items.length} clips were bought instead of ${clips} (${creates} calls)`);
      if (violations.length > 0) throw new Error(violations.join("; "));
    },
    log: () => logsOf(machines),
    stop,
  };
  return studio;
}

interface Person extends Actor {
  email: string;
}

/** Eight people of one team, and their project. */
async function invite() {
  const team = await makeTeam();
  const passwordHash = await hashPassword(PASSWORD);
  const people: Person[] = [];
  for (let person = 0; person < 8; person++) {
    const { id: userId, email } = await makeUser({ passwordHash });
    people.push({ ...(await makeMember(person === 0 ? "owner" : "creator", { teamId: team.id, userId })), email });
  }
  const project = await makeProject({ teamId: team.id });
  return { people, projectId: project.id, teamSlug: team.slug, page: paths.create(team.slug, project.slug) };
}
