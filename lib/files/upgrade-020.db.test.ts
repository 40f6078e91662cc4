import { databaseUrl, db } from "@/lib/testing/database";
import { readdir, readFile, stat } from "node:fs/promises";
import path from "node:path";
import pg from "pg";
import { beforeAll, describe, expect, it } from "vitest";
import { hashFile } from "@/lib/platform/storage/hash-file";
import type { Manifest } from "@/lib/backup/manifest";
import { deployMigrations, type MigrationOutcome } from "@/lib/platform/db/migrate";
import type { Actor } from "@/lib/access/callers/actor";
import { openUnclaimedFile } from "@/lib/generations/searching/tray/queries";
import { getEnv } from "@/lib/platform/env";
import { loadStudio020 } from "@/lib/testing/studio-020";
import { admitAnybody } from "@/lib/testing/admit-anybody";
import { openFile } from "./open-file";
import { scrubFiles } from "./scrub/scrub-files";
import { emptyTrash } from "./trash";

async function makeActor(): Promise<Actor> {
  const { userId, teamId, role } = await db.membership.findFirstOrThrow();
  return { userId, teamId, role, hidden: [] };
}

let manifest: Manifest;
let before: Map<string, string>;
let update: MigrationOutcome;

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
  update = await deployMigrations(databaseUrl);
});

describe("a studio of version 0.2.0, updated", () => {
  it("is told that there is no way back", () => expect(update.isUpdate).toBe(true));

  it("has every row that it had", async () => {
    for (const { name, rows } of manifest.tables) {
      if (name === "_prisma_migrations") continue;
      const [count] = await query<{ count: string }>(`select count(*) from ${pg.escapeIdentifier(name)}`);
      expect([name, Number(count!.count)]).toEqual([name, rows]);
    }
  });

  it("has a row for every file, which says what the old tables said", async () => {
    const rows = await query<{ key: string; sha256: string | null }>("select key, sha256 from files");
    const known = new Map(rows.map((row) => [row.key, row]));
    expect([...known.keys()].sort()).toEqual(manifest.files.map(({ key }) => key).sort());
    for (const { key, sha256 } of manifest.files) if (!key.endsWith("thumbnail.webp")) expect(known.get(key)!.sha256).toBe(sha256);
    const [media] = await query<{ count: string }>(`
      select count(*) from media join files using (id) where files.generation_id = media.generation_id and files.key = media.storage_key
        and files.bytes = media.size_bytes and files.width = media.width and files.variant::text = media.kind::text`);
    expect(Number(media!.count)).toBe(manifest.tables.find(({ name }) => name === "media")!.rows);
  });

  it("plays its clips, shows its pictures and gives its uploads through the one door of bytes", async () => {
    const actor = await makeActor();
    const files = await db.file.findMany({ include: { generation: true } });
    expect(files.length).toBe(manifest.files.length);
    for (const file of files) {
      const address = file.generationId
        ? { generationId: file.generationId, variant: file.variant }
        : { assetId: file.assetId ?? "", variant: file.variant };
      const served = file.unclaimedId ? openUnclaimedFile(actor, file.unclaimedId) : openFile(admitAnybody, address);
      if (file.generation?.deletedAt) {
        await expect(served).rejects.toMatchObject({ code: "not-found" });
        continue;
      }
      const { bytes, mime, openRange } = await served;
      const { stream } = await openRange({ start: bytes - 10 });
      const tail = Buffer.from(await new Response(stream).arrayBuffer());
      const onDisk = await readFile(path.join(getEnv().dataDir, ...file.key.split("/")));
      expect([mime, bytes, tail.equals(onDisk.subarray(-10))]).toEqual([file.mime, onDisk.length, true]);
    }
  });

  it("says of a deleted clip that its thirty days begin now, and measures the small pictures that nobody had measured", async () => {
    const trashed = await db.file.findMany({ where: { trashedAt: { not: null } }, include: { generation: true } });
    expect(trashed.length).toBeGreaterThan(0);
    expect(trashed.every(({ generation }) => generation!.deletedAt !== null)).toBe(true);
    expect(await emptyTrash(new AbortController().signal)).toBe(0);
    expect(await scrubFiles(new AbortController().signal, { bytesPerSecond: 1e9 })).toMatchObject({ damaged: 0 });
    const unmeasured = await db.file.count({ where: { OR: [{ sha256: null }, { bytes: null }] } });
    expect(unmeasured).toBe(0);
  });

  it("has every file where it was, and none of them was copied or renamed", async () => {
    expect(before.size).toBe(manifest.files.length);
    expect(await filesOnDisk()).toEqual(before);
    for (const { key, sha256 } of manifest.files)
      expect((await hashFile(path.join(getEnv().dataDir, ...key.split("/"))))?.sha256).toBe(sha256);
  });
});
