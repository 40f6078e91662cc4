import { execFileSync } from "node:child_process";
import { chownSync, mkdirSync, writeFileSync } from "node:fs";
import path from "node:path";
import { chooseServerUser } from "@/lib/platform/embedded-postgres/server-user";
import { findFreePort } from "@/lib/platform/processes/ports";

/** A PostgreSQL server as somebody else runs it: of the distribution, with its own settings and a password. */
export interface OutsidePostgres {
  readonly url: string;
  /** Every connection ends at once, and the server repairs itself at its start. */
  restart(): void;
  stop(): void;
}

const PASSWORD = "only for a rehearsal";

/**
 * @param programs the folder of `initdb` and `pg_ctl`
 * @param options of the server, beside its own settings
 */
export async function openOutsidePostgres(programs: string, folder: string, options = ""): Promise<OutsidePostgres> {
  mkdirSync(folder, { recursive: true });
  const user = chooseServerUser(folder);
  if (user) chownSync(folder, user.uid, user.gid);
  const port = await findFreePort();
  const data = path.join(folder, "cluster");
  const secret = path.join(folder, "password");
  writeFileSync(secret, `${PASSWORD}\n`, { mode: 0o600 });
  if (user) chownSync(secret, user.uid, user.gid);
  // A server that is started keeps the pipes of who started it, so it gets none.
  const run = (program: string, args: readonly string[]): void =>
    void execFileSync(path.join(programs, program), args, { stdio: "ignore", cwd: folder, ...(user ?? {}) });
  run("initdb", ["-D", data, "-U", "dailies", "-A", "scram-sha-256", `--pwfile=${secret}`, "--locale=C", "-E", "UTF8"]);
  const control = (...args: string[]): void =>
    run("pg_ctl", ["-D", data, "-w", "-l", path.join(folder, "log"), "-o", `-p ${port} -h 127.0.0.1 -k ${folder} ${options}`, ...args]);
  control("start");
  return {
    url: `postgresql://dailies:${encodeURIComponent(PASSWORD)}@127.0.0.1:${port}/postgres`,
    restart: () => control("restart", "-m", "immediate"),
    stop: () => control("stop", "-m", "immediate"),
  };
}
