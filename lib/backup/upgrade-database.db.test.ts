import { spawn } from "node:child_process";
import { chmodSync, existsSync, mkdirSync, mkdtempSync, readdirSync, renameSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { pathToFileURL } from "node:url";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { deployMigrations } from "@/lib/platform/db/migrate";
import { withClient } from "@/lib/platform/db/with-client";
import { findBinaries } from "@/lib/platform/embedded-postgres/binaries";
import { startEmbeddedPostgres } from "@/lib/platform/embedded-postgres/start-embedded-postgres";
import { upgradeCluster } from "@/lib/platform/embedded-postgres/upgrade";
import { copyDatabase } from "./copy-database";

/** The version that we carry stands for the old one too: what is tried is the way, and no other version is at hand. */
const options = {
  oldBinaries: (_: string, base: string, user: Parameters<typeof findBinaries>[1]) => findBinaries(base, user),
  isForced: true,
};
const upgrade = () => upgradeCluster(folder, { ...options, copy: copyDatabase });

let parent: string;
let folder: string;

const ask = (url: string, sql: string) => withClient(url, async (client) => (await client.query<Record<string, unknown>>(sql)).rows);

/** What the studio finds when it is started. */
async function lookInside(): Promise<unknown> {
  const server = await startEmbeddedPostgres(folder, { settings: { fsync: "off" } });
  try {
    return await ask(server.url, "select name, current_setting('server_version_num')::int / 10000 as version from teams");
  } finally {
    await server.stop();
  }
}

const HELD = [{ name: "GRÜN 生成", version: 18 }];
const keptFolders = (): string[] => readdirSync(folder).filter((name) => name.startsWith("data-18-"));

beforeAll(async () => {
  parent = mkdtempSync(path.join(tmpdir(), "dailies-upgrade-"));
  chmodSync(parent, 0o755);
  folder = path.join(parent, "postgres");
  const server = await startEmbeddedPostgres(folder, { settings: { fsync: "off" } });
  await deployMigrations(server.url);
  await ask(server.url, "insert into teams (id, slug, name) values (gen_random_uuid(), 'a', 'GRÜN 生成')");
  await ask(server.url, "create schema before_restore_1");
  await server.stop();
}, 120_000);
afterAll(() => rmSync(parent, { recursive: true, force: true }));

describe("an upgrade of the embedded database", () => {
  it("says when there is nothing to do", async () => {
    expect(await upgradeCluster(path.join(parent, "nowhere"), { ...options, copy: copyDatabase })).toEqual({ outcome: "no-database" });
    expect(await upgradeCluster(folder, { ...options, isForced: false, copy: copyDatabase })).toEqual({ outcome: "nothing-to-do" });
  });

  it("is refused while the studio runs", async () => {
    // Another process of the same studio: the test's own would count as its owner.
    const entry = pathToFileURL(path.resolve("lib/platform/embedded-postgres/start-embedded-postgres.ts")).href;
    const code = `const { startEmbeddedPostgres } = await import(${JSON.stringify(entry)});
      const server = await startEmbeddedPostgres(${JSON.stringify(folder)}); process.stdout.write("up");
      process.on("SIGTERM", () => void server.stop().then(() => process.exit(0)));`;
    const studio = spawn(process.execPath, ["--import", "tsx", "--input-type=module", "-e", code], {
      stdio: ["ignore", "pipe", "inherit"],
    });
    await new Promise((resolve) => studio.stdout.once("data", resolve));
    await expect(upgrade()).rejects.toMatchObject({ code: "in-use" });
    studio.kill("SIGTERM");
    await new Promise((resolve) => studio.once("exit", resolve));
  });

  it("leaves everything as it was where the copy is not the same, or the process is killed in its middle", async () => {
    await expect(upgradeCluster(folder, { ...options, copy: () => Promise.reject(new Error("rows differ")) })).rejects.toThrow(
      "rows differ",
    );
    const entry = (file: string) => JSON.stringify(pathToFileURL(path.resolve(file)).href);
    const code = `const { upgradeCluster } = await import(${entry("lib/platform/embedded-postgres/upgrade.ts")});
      const { findBinaries } = await import(${entry("lib/platform/embedded-postgres/binaries.ts")});
      await upgradeCluster(${JSON.stringify(folder)}, { isForced: true, oldBinaries: (_, base, user) => findBinaries(base, user), copy: () => process.kill(process.pid, "SIGKILL") });`;
    const killed = spawn(process.execPath, ["--import", "tsx", "--input-type=module", "-e", code], { stdio: "inherit" });
    expect(await new Promise((resolve) => killed.once("exit", (_, signal) => resolve(signal)))).toBe("SIGKILL");
    expect(existsSync(path.join(folder, "upgrade"))).toBe(true);
    expect(await lookInside()).toEqual(HELD);
    expect(keptFolders()).toEqual([]);
  });

  it("copies every row, compares it, and keeps what was there", async () => {
    expect(await upgrade()).toMatchObject({ outcome: "upgraded", from: "18", copied: { leftBehind: ["before_restore_1"] } });
    expect(await lookInside()).toEqual(HELD);
    expect(keptFolders()).toHaveLength(1);
    expect(existsSync(path.join(folder, "upgrade"))).toBe(false);
  });

  it("cut off when the old data was set aside and the new was not there yet, it is ended before anything starts", async () => {
    const [kept = ""] = keptFolders();
    mkdirSync(path.join(folder, "upgrade"));
    renameSync(path.join(folder, "data"), path.join(folder, "upgrade", "data"));
    writeFileSync(path.join(folder, "upgrade", "verified.json"), JSON.stringify({ from: "18", kept }));
    await expect(lookInside()).rejects.toMatchObject({ code: "upgrade-unfinished" });
    expect(await upgrade()).toEqual({ outcome: "upgraded", from: "18", kept: path.join(folder, kept), copied: null });
    expect(await lookInside()).toEqual(HELD);
  });
});
