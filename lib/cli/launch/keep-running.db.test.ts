import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import pg from "pg";
import { expect, it, vi } from "vitest";
import { startEmbeddedPostgres } from "@/lib/platform/embedded-postgres/start-embedded-postgres";
import { keepRunning } from "./keep-running";

const count = async (url: string): Promise<unknown> => {
  const client = new pg.Client({ connectionString: url });
  client.on("error", () => undefined);
  await client.connect();
  try {
    return (await client.query("select count(*)::int as count from kept")).rows[0];
  } finally {
    await client.end();
  }
};

it("brings a server that was killed back to its address, with what was committed", async () => {
  const folder = mkdtempSync(path.join(tmpdir(), "dailies-keep-"));
  const first = await startEmbeddedPostgres(folder);
  const said: string[] = [];
  const kept = keepRunning(first, () => startEmbeddedPostgres(folder), {
    onDeath: () => said.push("gone"),
    onReturn: () => said.push("back"),
  });
  try {
    const client = new pg.Client({ connectionString: first.url });
    client.on("error", () => undefined);
    await client.connect();
    await client.query("create table kept (n int); insert into kept values (1), (2)");
    process.kill(first.pid, "SIGKILL");
    await vi.waitFor(async () => expect(await count(first.url)).toEqual({ count: 2 }), { timeout: 40_000, interval: 500 });
    await vi.waitFor(() => expect(said).toEqual(["gone", "back"]), { timeout: 10_000 });
  } finally {
    await kept.stop();
    rmSync(folder, { recursive: true, force: true });
    rmSync(first.files, { recursive: true, force: true });
  }
  await expect(count(first.url)).rejects.toThrow();
});
