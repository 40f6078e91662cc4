import { existsSync } from "node:fs";
import { mkdir, rename } from "node:fs/promises";
import path from "node:path";
import { withClient } from "@/lib/platform/db/with-client";
import { LockBusyError, withLock } from "@/lib/platform/processes/lock";
import { syncFolder } from "@/lib/platform/storage/sync";
import type { Storage } from "@/lib/platform/storage/types";
import { copyFiles, earlierBackup } from "./copy-files";
import { dumpTables } from "./dump-database";
import { BackupError } from "./errors";
import { keepKey } from "./key-folder";
import { backupName, keepNewest, listBackups, PART_SUFFIX, removeUnfinished } from "./keep-newest";
import { type ExpectedFile, listFiles } from "@/lib/files/list-files";
import { FORMAT, type Manifest, readManifest, secretCheckOf, writeManifest } from "./manifest";

export interface BackupOptions {
  databaseUrl: string;
  storage: Storage;
  /** Where backups are kept, each in a folder of its own. */
  folder: string;
  /** How many of them, this one included. */
  keep: number;
  authSecret: string;
  studioVersion: string;
  onProgress?: (done: number, of: number) => void;
}

export interface BackupReport {
  folder: string;
  manifest: Manifest;
  /** Files that took no room, because the backup before has them. */
  linked: number;
  removed: string[];
  keyFile: string;
}

/**
 * Database first, then files: a file is always there before its row is, so whatever the snapshot speaks of can be
 * copied afterwards, also while the studio goes on writing. Visible under its name only when it is complete.
 * @throws BackupError another-backup-runs, no-room
 */
export async function makeBackup(options: BackupOptions): Promise<BackupReport> {
  await mkdir(options.folder, { recursive: true, mode: 0o700 });
  try {
    return await withLock(path.join(options.folder, "backup.lock"), {
      isDone: () => Promise.resolve(null),
      work: () => write(options),
      patienceMs: 0,
    });
  } catch (error) {
    if (error instanceof LockBusyError) throw new BackupError("another-backup-runs", options.folder, error);
    throw error;
  }
}

async function write({ databaseUrl, storage, folder, keep, authSecret, studioVersion, onProgress }: BackupOptions): Promise<BackupReport> {
  await removeUnfinished(folder);
  const newest = (await listBackups(folder)).at(-1);
  const before = newest === undefined ? null : path.join(folder, newest);
  const earlier = before === null ? null : await readManifest(before).catch(() => null);
  const target = freeName(folder);
  const part = `${target}${PART_SUFFIX}`;
  await mkdir(part, { mode: 0o700 });

  const { expected, ...database } = await dumpDatabase(databaseUrl, part);
  const { files, missing, linked } = await copyFiles(expected, {
    source: storage,
    folder: part,
    earlier: before !== null && earlier !== null ? earlierBackup(before, earlier) : null,
    ...(onProgress ? { onProgress } : {}),
  });
  const keyFile = keepKey(folder, authSecret);
  const manifest: Manifest = { format: FORMAT, studioVersion, ...database, secretCheck: secretCheckOf(authSecret), files, missing };
  await writeManifest(part, manifest);
  await rename(part, target);
  await syncFolder(folder);
  return { folder: target, manifest, linked, removed: await keepNewest(folder, keep), keyFile };
}

function freeName(folder: string): string {
  const base = path.join(folder, backupName(new Date()));
  for (let number = 1; ; number++) {
    const name = number === 1 ? base : `${base}-${number}`;
    if (!existsSync(name)) return name;
  }
}

type DatabasePart = Pick<Manifest, "instanceId" | "madeAt" | "migrations" | "tables"> & { expected: ExpectedFile[] };

/** All tables as they were at one moment, without holding up anybody who writes. */
async function dumpDatabase(databaseUrl: string, part: string): Promise<DatabasePart> {
  return withClient({ connectionString: databaseUrl, application_name: "dailies-backup" }, async (client) => {
    await client.query("begin isolation level repeatable read read only");
    const now = await client.query<{ now: Date }>("select now() as now");
    const instance = await client.query<{ id: string }>("select instance_id::text as id from instances where id = 1");
    const history = await client.query<{ name: string }>(
      `select migration_name as name from "_prisma_migrations" where finished_at is not null and rolled_back_at is null order by 1`,
    );
    const tables = await dumpTables(client, part);
    const expected = await listFiles(client);
    await client.query("commit");
    return {
      instanceId: instance.rows[0]?.id ?? null,
      madeAt: now.rows[0]!.now.toISOString(),
      migrations: history.rows.map((row) => row.name),
      tables,
      expected,
    };
  });
}
