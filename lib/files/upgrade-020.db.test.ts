import { databaseUrl } from "@/lib/testing/database";
import { readdir, stat } from "node:fs/promises";
import path from "node:path";
import pg from "pg";
import { beforeAll, describe, expect, it } from "vitest";
import { hashFile } from "@/lib/backup/hash-file";
import type { Manifest } from "@/lib/backup/manifest";
import { deployMigrations } from "@/lib/platform/db/migrate";
import { getEnv } from "@/lib/platform/env";
import { loadStudio020 } from "@/lib/testing/studio-020";

let manifest: Manifest;
let before: Map<string, string>;

/** Every file below the data folder with the number that it has on the disk: a copy would have another. */
async function filesOnDisk(): Promise<Map<string, string>> {
  const { dataDir } = getEnv();
  const entries = await readdir(dataDir, { recursive: true, withFileTypes: true });
  const files = entries.filter((entry) => entry.isFile()).map((entry) => path.join(entry.parentPath, entry.name));
  return new Map(await Promise.all(files.map(async (file) => [path.relative(dataDir, file), String((await stat(file)).ino)] as const)));
}

async function query<T extends pg.QueryResultRow>(sql: string): Promise<T[]> {
  const client = new pg.Client({ connectionString: databaseUrl });
  await client.connect();
  return client
    .query<T>(sql)
    .then(({ rows }) => rows)
    .finally(() => client.end());
}

beforeAll(async () => {
  manifest = await loadStudio020(databaseUrl, { upgrade: false });
  before = await filesOnDisk();
  await deployMigrations(databaseUrl);
});

describe("a studio of version 0.2.0, updated", () => {
  it("has every row that it had", async () => {
    for (const { name, rows } of manifest.tables) {
      if (name === "_prisma_migrations") continue;
      const [count] = await query<{ count: string }>(`select count(*) from ${pg.escapeIdentifier(name)}`);
      expect([name, Number(count!.count)]).toEqual([name, rows]);
    }
  });

  it("has every file where it was, and none of them was copied or renamed", async () => {
    expect(before.size).toBe(manifest.files.length);
    expect(await filesOnDisk()).toEqual(before);
    for (const { key, sha256 } of manifest.files)
      expect((await hashFile(path.join(getEnv().dataDir, ...key.split("/"))))?.sha256).toBe(sha256);
  });
});
