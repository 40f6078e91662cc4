import { spawn } from "node:child_process";
import { once } from "node:events";
import { chownSync, mkdirSync, writeFileSync } from "node:fs";
import path from "node:path";
import { POOL_SESSION } from "@/lib/platform/db/check-pooler";
import { withClient } from "@/lib/platform/db/with-client";
import { chooseServerUser } from "@/lib/platform/embedded-postgres/server-user";
import { findFreePort } from "@/lib/platform/processes/ports";
import { waitUntil } from "../faults/wait-until";

export interface Pooler {
  readonly url: string;
  /** Ends all lines through it, at once, and begins again. */
  restart(): Promise<void>;
  stop(): Promise<void>;
}

/**
 * PgBouncer in transaction mode before this server, with fewer sessions than the processes have connections.
 * @param connectQuery what each of its sessions begins with
 */
export async function openPooler(program: string, folder: string, serverUrl: string, connectQuery = POOL_SESSION): Promise<Pooler> {
  mkdirSync(folder, { recursive: true });
  const user = chooseServerUser(folder);
  const port = await findFreePort();
  const { hostname, port: serverPort, pathname, username, password } = new URL(serverUrl);
  const quote = (text: string): string => `'${decodeURIComponent(text).replaceAll("'", "''")}'`;
  const query = connectQuery ? ` connect_query=${quote(connectQuery)}` : "";
  const settings = path.join(folder, "pgbouncer.ini");
  writeFileSync(
    settings,
    `[databases]
${pathname.slice(1)} = host=${hostname} port=${serverPort} user=${quote(username)} password=${quote(password)}${query}
[pgbouncer]
listen_addr = 127.0.0.1
listen_port = ${port}
unix_socket_dir =
auth_type = any
pool_mode = transaction
default_pool_size = 8
max_client_conn = 500
logfile = ${path.join(folder, "log")}
`,
    { mode: 0o600 },
  );
  if (user) for (const owned of [folder, settings]) chownSync(owned, user.uid, user.gid);
  const url = `postgresql://anybody@127.0.0.1:${port}${pathname}`;
  const start = async () => {
    const child = spawn(program, [settings], { cwd: folder, stdio: "ignore", ...(user ?? {}) });
    const answers = (): Promise<boolean> =>
      withClient(url, (client) => client.query("select 1")).then(
        () => true,
        () => false,
      );
    await waitUntil("PgBouncer answers", async () => child.exitCode !== null || (await answers()), 15_000);
    if (child.exitCode !== null) throw new Error(`PgBouncer did not start: see ${folder}`);
    return child;
  };
  let child = await start();
  const stop = async (): Promise<void> => {
    child.kill("SIGKILL");
    await once(child, "exit");
  };
  return {
    url,
    async restart() {
      await stop();
      child = await start();
    },
    stop,
  };
}
