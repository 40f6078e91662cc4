import { execFileSync } from "node:child_process";
import { mkdirSync, rmSync } from "node:fs";
import { deployMigrations } from "@/lib/platform/db/migrate";
import { type EmbeddedPostgres, startEmbeddedPostgres } from "@/lib/platform/embedded-postgres/start-embedded-postgres";

/** The embedded Postgres server, to be stopped, killed and started again. */
export interface ServerControl {
  readonly url: string;
  /** The server and all its children stand still, as when the machine is out of breath. */
  freeze(): void;
  thaw(): void;
  /** kill -9 of the postmaster; its children notice and go. */
  kill(): void;
  /** Starts it again on its port, as the studio does, and lets it repair itself. */
  restart(): Promise<void>;
  /** Stops it and removes its files. */
  discard(): Promise<void>;
}

export async function openServer(folder: string): Promise<ServerControl> {
  mkdirSync(folder, { recursive: true });
  let server: EmbeddedPostgres = await startEmbeddedPostgres(folder);
  await deployMigrations(server.url);
  const { url } = server;
  const family = (): number[] => [server.pid, ...childrenOf(server.pid)];
  const send = (pids: readonly number[], signal: NodeJS.Signals): void => {
    for (const pid of pids) {
      try {
        process.kill(pid, signal);
      } catch {
        // It ended between the look and the signal.
      }
    }
  };
  let frozen: number[] = [];
  return {
    url,
    freeze() {
      frozen = family();
      send(frozen, "SIGSTOP");
    },
    thaw: () => send(frozen, "SIGCONT"),
    kill: () => send([server.pid], "SIGKILL"),
    async restart() {
      server = await startEmbeddedPostgres(folder);
      if (server.url !== url) throw new Error("the server came back at another address");
    },
    async discard() {
      await server.stop();
      rmSync(server.files, { recursive: true, force: true });
    },
  };
}

/** Pids of what this process started and did not end yet. */
export const childrenOf = (pid: number): number[] =>
  execFileSync("ps", ["-eo", "pid=,ppid="], { encoding: "utf8" })
    .split("\n")
    .map((line) => line.trim().split(/\s+/).map(Number))
    .filter(([, parent]) => parent === pid)
    .map(([child]) => child!);
