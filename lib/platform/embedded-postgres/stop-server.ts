import { spawnSync } from "node:child_process";
import path from "node:path";
import { setTimeout as wait } from "node:timers/promises";
import { serverEnvironment, type Cluster } from "./cluster";
import { EmbeddedPostgresError } from "./errors";
import { isPidAlive } from "../processes/process-identity";

/** 30 s for the last checkpoint; a server that needs longer repairs itself at the next start. */
const STOP_TIMEOUT_MS = 30_000;

/** Fast shutdown: open transactions are rolled back, everything is written, the process ends. */
export async function stopServer(cluster: Cluster, pid: number): Promise<void> {
  if (process.platform === "win32") {
    // Windows has no signals; pg_ctl speaks to the server through its own pipe.
    const pgCtl = path.join(cluster.native, "bin", "pg_ctl");
    spawnSync(pgCtl, ["stop", "-D", cluster.data, "-m", "fast", "-t", "30"], { env: serverEnvironment(), stdio: "ignore" });
    return;
  }
  send(pid, "SIGINT");
  const deadline = Date.now() + STOP_TIMEOUT_MS;
  while (isPidAlive(pid)) {
    if (Date.now() > deadline) {
      send(pid, "SIGQUIT");
      throw new EmbeddedPostgresError("did-not-stop", cluster.base, String(pid));
    }
    await wait(30);
  }
}

function send(pid: number, signal: NodeJS.Signals): void {
  try {
    process.kill(pid, signal);
  } catch {
    // It has just ended by itself.
  }
}
