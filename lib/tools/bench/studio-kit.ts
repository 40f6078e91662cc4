import { spawn } from "node:child_process";
import { readFileSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { startTestStudio, type TestStudio } from "@/e2e/journeys/harness/studio";
import { openSession } from "@/lib/access/identity/sessions";
import { sessionCookie, tokenOfSecret } from "@/lib/access/identity/session-cookie";
import { disconnectDb } from "@/lib/platform/db/client";
import { startEmbeddedPostgres } from "@/lib/platform/embedded-postgres/start-embedded-postgres";
import { forgetEnv } from "@/lib/platform/env";
import { stopSending } from "@/lib/platform/jobs/queue";
import { forgetStorage } from "@/lib/platform/storage/storage";

/** A running studio whose database this process shares, so that a bench can make rows and sessions without a browser. */
export interface BenchStudio extends TestStudio {
  /** The Cookie header of a new session of this person. */
  signIn: (userId: string) => Promise<string>;
  /** Bytes in memory, and seconds of processor, that the web process has used. */
  webUse: () => { residentBytes: number; cpuSeconds: number };
  /** Lines of warnings and errors that it has written. */
  complaints: () => string[];
  end: () => Promise<void>;
}

/** Lets the use cases of this process work on another database and folder; null lets go of the one it has. */
export async function useDatabase(url: string | null, dataDir = tmpdir(), settings: Record<string, string> = {}): Promise<void> {
  await stopSending();
  await disconnectDb();
  if (url === null) return;
  Object.assign(process.env, {
    DATABASE_URL: url,
    DATA_DIR: dataDir,
    AUTH_SECRET: "a secret of the benches and of nobody else",
    ...settings,
  });
  forgetEnv();
  forgetStorage();
}

/** @param dataDir an existing folder, which stays; without it a new one, which goes at the end */
export async function startBenchStudio(dataDir?: string): Promise<BenchStudio> {
  const studio = await startTestStudio(dataDir === undefined ? {} : { dataDir });
  const { url } = await startEmbeddedPostgres(path.join(studio.dataDir, "postgres"));
  const authSecret = readFileSync(path.join(studio.dataDir, "auth-secret"), "utf8").trim();
  await useDatabase(url, studio.dataDir, { AUTH_SECRET: authSecret });
  const pid = readyPid(studio.dataDir, "web");
  return {
    ...studio,
    signIn: async (userId) => `${sessionCookie().name}=${await tokenOfSecret(await openSession(userId))}`,
    webUse: () => {
      const status = readFileSync(`/proc/${pid}/status`, "utf8");
      return { residentBytes: Number(/VmRSS:\s+(\d+)/.exec(status)![1]) * 1024, cpuSeconds: cpuSecondsOf(pid) };
    },
    complaints: () => linesOf(studio.dataDir, "web").flatMap(({ level, msg }) => (level >= 40 ? [msg] : [])),
    end: async () => {
      await disconnectDb();
      await studio.stop();
      if (dataDir === undefined) studio.discard();
    },
  };
}

interface LogLine {
  level: number;
  pid: number;
  msg: string;
}

const linesOf = (dataDir: string, name: "web" | "worker"): LogLine[] =>
  readFileSync(path.join(dataDir, "logs", `${name}.log`), "utf8")
    .split("\n")
    .filter((line) => line.startsWith("{"))
    .map((line) => JSON.parse(line) as LogLine);

/** The process of this name that a studio runs now. */
export const readyPid = (dataDir: string, name: "web" | "worker"): number =>
  linesOf(dataDir, name).findLast(({ msg }) => msg === `${name} ready`)!.pid;

/** Seconds of processor that a process has used; `withEnded`: and all of its own that are over. */
export function cpuSecondsOf(pid: number, { withEnded = false } = {}): number {
  // Behind the name in brackets: fields 14 to 17 are ticks of 10 ms, in user and system mode, its own and its children's.
  const fields = readFileSync(`/proc/${pid}/stat`, "utf8").split(") ")[1]!.split(" ");
  return fields.slice(11, withEnded ? 15 : 13).reduce((sum, ticks) => sum + Number(ticks), 0) / 100;
}

export async function millisecondsOf(work: () => Promise<unknown>): Promise<number> {
  const startedAt = performance.now();
  await work();
  return performance.now() - startedAt;
}

/** The plain server of plain-server.mjs, in a process of its own. */
export async function startPlainServer(file: string, folder: string): Promise<{ origin: string; stop: () => void }> {
  const child = spawn(process.execPath, ["lib/tools/bench/plain-server.mjs", file, folder], { stdio: ["ignore", "pipe", "inherit"] });
  const port = await new Promise<string>((resolve, reject) => {
    child.once("exit", () => reject(new Error("The plain server did not start.")));
    child.stdout.on("data", (words: Buffer) => {
      const said = /listening on (\d+)/.exec(words.toString())?.[1];
      if (said) resolve(said);
    });
  });
  return { origin: `http://127.0.0.1:${port}`, stop: () => void child.kill() };
}

/** Runs all of it, so many at once. @returns seconds */
export async function timed(count: number, atOnce: number, run: (index: number) => Promise<unknown>): Promise<number> {
  const startedAt = performance.now();
  let next = 0;
  const lane = async (): Promise<void> => {
    while (next < count) await run(next++);
  };
  await Promise.all(Array.from({ length: atOnce }, lane));
  return (performance.now() - startedAt) / 1000;
}

export const median = (values: readonly number[]): number => values.toSorted((a, b) => a - b)[Math.floor(values.length / 2)]!;
