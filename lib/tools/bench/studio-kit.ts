import { spawn } from "node:child_process";
import { readFileSync } from "node:fs";
import path from "node:path";
import { startTestStudio, type TestStudio } from "@/e2e/journeys/harness/studio";
import { openSession } from "@/lib/access/identity/sessions";
import { sessionCookie, tokenOfSecret } from "@/lib/access/identity/session-cookie";
import { disconnectDb } from "@/lib/platform/db/client";
import { startEmbeddedPostgres } from "@/lib/platform/embedded-postgres/start-embedded-postgres";
import { forgetEnv } from "@/lib/platform/env";

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

export async function startBenchStudio(): Promise<BenchStudio> {
  const studio = await startTestStudio();
  const { url } = await startEmbeddedPostgres(path.join(studio.dataDir, "postgres"));
  const authSecret = readFileSync(path.join(studio.dataDir, "auth-secret"), "utf8").trim();
  Object.assign(process.env, { DATABASE_URL: url, DATA_DIR: studio.dataDir, AUTH_SECRET: authSecret });
  forgetEnv();
  const lines = (): { level: number; pid: number; msg: string }[] =>
    readFileSync(path.join(studio.dataDir, "logs", "web.log"), "utf8")
      .split("\n")
      .filter((line) => line.startsWith("{"))
      .map((line) => JSON.parse(line) as { level: number; pid: number; msg: string });
  const pid = lines().findLast(({ msg }) => msg === "web ready")!.pid;
  return {
    ...studio,
    signIn: async (userId) => `${sessionCookie().name}=${await tokenOfSecret(await openSession(userId))}`,
    webUse: () => {
      const status = readFileSync(`/proc/${pid}/status`, "utf8");
      // Behind the name in brackets: fields 14 and 15 are ticks of 10 ms, in user and system mode.
      const fields = readFileSync(`/proc/${pid}/stat`, "utf8").split(") ")[1]!.split(" ");
      return {
        residentBytes: Number(/VmRSS:\s+(\d+)/.exec(status)![1]) * 1024,
        cpuSeconds: (Number(fields[11]) + Number(fields[12])) / 100,
      };
    },
    complaints: () => lines().flatMap(({ level, msg }) => (level >= 40 ? [msg] : [])),
    end: async () => {
      await disconnectDb();
      await studio.stop();
      studio.discard();
    },
  };
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
