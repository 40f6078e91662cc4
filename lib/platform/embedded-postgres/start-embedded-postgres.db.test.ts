import { spawn } from "node:child_process";
import { chmodSync, cpSync, existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from "node:fs";
import { createServer } from "node:net";
import { tmpdir } from "node:os";
import path from "node:path";
import { pathToFileURL } from "node:url";
import pg from "pg";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { isPidAlive } from "../processes/process-identity";
import { startEmbeddedPostgres, type EmbeddedPostgres } from "./start-embedded-postgres";

const isRoot = process.getuid?.() === 0;
const FAST = { settings: { fsync: "off" } };

let parent: string;
let folder: string;
const started: EmbeddedPostgres[] = [];

beforeEach(() => {
  parent = mkdtempSync(path.join(tmpdir(), "dailies-embedded-"));
  chmodSync(parent, 0o755);
  folder = path.join(parent, "postgres");
});

afterEach(async () => {
  for (const server of started.splice(0)) {
    await server.stop().catch(() => undefined);
    if (server.files.startsWith("/var/lib/dailies/")) rmSync(server.files, { recursive: true, force: true });
  }
  rmSync(parent, { recursive: true, force: true });
});

async function start(at = folder): Promise<EmbeddedPostgres> {
  const server = await startEmbeddedPostgres(at, FAST);
  started.push(server);
  return server;
}

async function query(url: string, sql: string): Promise<Record<string, unknown>[]> {
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  const { rows } = await client.query<Record<string, unknown>>(sql).finally(() => client.end());
  return rows;
}

/** Starts the server in a process of its own, which ends without stopping it. */
function startInProcess(): Promise<{ adopted: boolean; pid: number; url: string }> {
  const entry = pathToFileURL(path.resolve("lib/platform/embedded-postgres/start-embedded-postgres.ts")).href;
  const code = `const { startEmbeddedPostgres } = await import(${JSON.stringify(entry)});
    const { adopted, pid, url } = await startEmbeddedPostgres(${JSON.stringify(folder)}, ${JSON.stringify(FAST)});
    process.stdout.write(JSON.stringify({ adopted, pid, url }), () => process.exit(0));`;
  const child = spawn(process.execPath, ["--import", "tsx", "--input-type=module", "-e", code], { stdio: ["ignore", "pipe", "pipe"] });
  let output = "";
  let errors = "";
  child.stdout.on("data", (chunk: Buffer) => (output += chunk.toString("utf8")));
  child.stderr.on("data", (chunk: Buffer) => (errors += chunk.toString("utf8")));
  return new Promise((resolve, reject) => {
    child.once("close", (exitCode) => (exitCode === 0 ? resolve(JSON.parse(output)) : reject(new Error(errors))));
  });
}

const refusalOf = (promise: Promise<unknown>): Promise<{ code: string; detail: string }> =>
  promise.then(
    () => expect.unreachable("it should have been refused"),
    (error: unknown) => error as { code: string; detail: string },
  );

describe("the embedded server", () => {
  it("starts in an empty folder, and has its data again after a stop", async () => {
    const first = await start();
    expect(first.adopted).toBe(false);
    await query(first.url, "create table kept (word text)");
    await query(first.url, "insert into kept values ('GRÜN 生成')");
    await first.stop();
    expect(isPidAlive(first.pid)).toBe(false);

    const second = await start();
    expect(await query(second.url, "select lower(word) as word from kept")).toEqual([{ word: "grün 生成" }]);
    expect(await query(second.url, "show data_checksums")).toEqual([{ data_checksums: "on" }]);
  });

  it("keeps its password to its owner, and refuses everybody else", async () => {
    const server = await start();
    expect(statSync(path.join(server.files, "state.json")).mode & 0o777).toBe(0o600);
    const wrong = new URL(server.url);
    wrong.password = "guess";
    await expect(query(wrong.href, "select 1")).rejects.toThrow(/password authentication failed/);
  });

  it("is started once when three processes start it together", async () => {
    const servers = await Promise.all([startInProcess(), startInProcess(), startInProcess()]);
    expect(servers.filter(({ adopted }) => !adopted)).toHaveLength(1);
    expect(new Set(servers.map(({ pid }) => pid)).size).toBe(1);
    await start();
  });

  it("is adopted when the process that started it is gone, and stopped by who adopted it", async () => {
    const orphan = await startInProcess();
    const adopter = await start();
    expect([adopter.adopted, adopter.pid]).toEqual([true, orphan.pid]);
    await adopter.stop();
    expect(isPidAlive(orphan.pid)).toBe(false);
  });

  it("repairs itself after a kill, losing nothing that was committed", async () => {
    const first = await start();
    await query(first.url, "create table kept (id int)");
    await query(first.url, "insert into kept select generate_series(1, 1000)");
    process.kill(first.pid, "SIGKILL");
    const second = await start();
    expect(second.pid).not.toBe(first.pid);
    expect(await query(second.url, "select count(*)::int as n from kept")).toEqual([{ n: 1000 }]);
  });

  it("moves to another port when a program has taken its own", async () => {
    const first = await start();
    await first.stop();
    const thief = createServer();
    await new Promise<void>((resolve) => thief.listen(first.port, "127.0.0.1", resolve));
    const second = await start().finally(() => thief.close());
    expect(second.port).not.toBe(first.port);
    expect(await query(second.url, "select 1 as one")).toEqual([{ one: 1 }]);
  });

  it("is not fooled by a pid file whose number belongs to another process now", async () => {
    const first = await start();
    const pidFile = path.join(first.files, "data", "postmaster.pid");
    const lines = readFileSync(pidFile, "utf8").split("\n");
    await first.stop();
    writeFileSync(pidFile, [String(process.pid), ...lines.slice(1)].join("\n"));
    const second = await start();
    expect(second.adopted).toBe(false);
  });

  it("begins anew where the very first start was cut short", async () => {
    mkdirSync(path.join(folder, "data"), { recursive: true });
    writeFileSync(path.join(folder, "data", "PG_VERSION"), "18\n");
    const server = await start();
    expect(await query(server.url, "select 1 as one")).toEqual([{ one: 1 }]);
  });

  it("refuses data of another major version, and leaves it as it is", async () => {
    const server = await start();
    await server.stop();
    const versionFile = path.join(server.files, "data", "PG_VERSION");
    writeFileSync(versionFile, "17\n");
    expect(await refusalOf(start())).toMatchObject({ code: "other-major-version", detail: "17" });
    expect(existsSync(path.join(server.files, "data", "base"))).toBe(true);
  });

  it("says what is wrong when its settings are broken", async () => {
    const server = await start();
    await server.stop();
    writeFileSync(path.join(server.files, "data", "postgresql.conf"), "shared_buffers = 'banana'\n");
    const refusal = await refusalOf(start());
    expect(refusal.code).toBe("did-not-start");
    expect(refusal.detail).toMatch(/shared_buffers|configuration file/);
  });
});

describe.runIf(isRoot)("as root", () => {
  it("runs as another user", async () => {
    const server = await start();
    const status = readFileSync(`/proc/${server.pid}/status`, "utf8");
    expect(Number(/^Uid:\s+(\d+)/m.exec(status)?.[1])).toBeGreaterThan(0);
  });

  it("keeps its files elsewhere when the folder is closed to that user", async () => {
    chmodSync(parent, 0o700);
    const first = await start();
    expect(first.files.startsWith(folder)).toBe(false);
    await query(first.url, "create table kept (id int)");
    await first.stop();
    const second = await start();
    expect(second.files).toBe(first.files);
    expect(await query(second.url, "select count(*)::int as n from kept")).toEqual([{ n: 0 }]);
  });

  it("does not let a copy of such a folder run on the original's files", async () => {
    chmodSync(parent, 0o700);
    await start();
    const copy = path.join(parent, "copy");
    cpSync(folder, copy, { recursive: true });
    expect((await refusalOf(startEmbeddedPostgres(copy, FAST))).code).toBe("copied-folder");
  });
});
