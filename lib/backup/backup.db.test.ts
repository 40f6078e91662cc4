import { databaseUrl, db } from "@/lib/testing/database";
import { randomBytes } from "node:crypto";
import { appendFile, mkdir, mkdtemp, readdir, readFile, rm, stat, truncate, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import path from "node:path";
import pg from "pg";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { createLocalStorage } from "@/lib/platform/storage/local";
import { assetKey, mediaKey } from "@/lib/files/keys";
import { createS3Storage } from "@/lib/platform/storage/s3";
import { startS3 } from "@/lib/testing/s3-server";
import type { Storage } from "@/lib/platform/storage/types";
import { newId } from "@/lib/shared/ids";
import { makeAsset, makeFile, makeGeneration, makeMember, makeProject } from "@/lib/testing/factories";
import { checkBackup, pathOfFile } from "./check-backup";
import { hashFile } from "@/lib/platform/storage/hash-file";
import { findKey } from "./key-folder";
import { lookAtTarget, moveDatabaseAside } from "./load-database";
import { makeBackup } from "./make-backup";
import { readManifest } from "./manifest";
import { restoreBackup } from "./restore-backup";

const SECRET = "the secret of the studio that is backed up";
let scratch: string;
let library: Storage;
let folder: string;
let projectId: string;
let userId: string;
let teamId: string;
const targets: string[] = [];

beforeAll(async () => {
  scratch = await mkdtemp(path.join(tmpdir(), "dailies-backup-"));
  library = createLocalStorage(path.join(scratch, "data"));
  folder = path.join(scratch, "backups");
  ({ userId, teamId } = await makeMember("owner"));
  projectId = (await makeProject({ teamId })).id;
  await db.instance.create({ data: { id: 1, instanceId: newId() } });
});

afterAll(async () => {
  for (const name of targets) await asAdmin(`drop database if exists "${name}" with (force)`);
  await rm(scratch, { recursive: true, force: true });
});

async function run<T extends pg.QueryResultRow>(url: string, sql: string): Promise<T[]> {
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  const { rows } = await client.query<T>(sql).finally(() => client.end());
  return rows;
}
const asAdmin = (sql: string) => run(process.env.TEST_DATABASE_ADMIN_URL ?? "", sql);

async function emptyDatabase(): Promise<string> {
  const name = `restore_${process.pid}_${randomBytes(4).toString("hex")}`;
  await asAdmin(`create database "${name}"`);
  targets.push(name);
  const url = new URL(databaseUrl);
  url.pathname = `/${name}`;
  return url.href;
}

/** A finished clip with its file, as the worker leaves it: the file first, then the row. */
async function makeClip(bytes = randomBytes(20_000)): Promise<string> {
  const id = newId();
  const key = mediaKey(teamId, id, "video");
  const { sizeBytes, sha256 } = await library.put(key, bytes);
  await makeGeneration({ id, teamId, projectId, createdById: userId, status: "ready" });
  await makeFile({ teamId, generationId: id }, "video", { bytes: sizeBytes, sha256 });
  return key;
}

const backUp = (keep = 14) => makeBackup({ databaseUrl, storage: library, folder, keep, authSecret: SECRET, studioVersion: "0.0.0-test" });
const restoreInto = async (from: string, url: string, storage: Storage) =>
  restoreBackup({ folder: from, manifest: await checkBackup(from), databaseUrl: url, storage });

describe("a backup that is made while the studio writes", { timeout: 180_000 }, () => {
  it("comes back whole: every row of one moment, every file of every row, all hashes equal", async () => {
    for (let number = 0; number < 500; number++) await makeClip(randomBytes(2_000 + number));
    const asset = await makeAsset({ teamId, createdById: userId });
    const { sha256, sizeBytes } = await library.put(assetKey(teamId, asset.id), randomBytes(5_000));
    await makeFile({ teamId, assetId: asset.id }, "original", { bytes: sizeBytes, sha256 });
    await makeGeneration({ teamId, projectId, createdById: userId, prompt: "tab\tline\nback\\slash “quoted” 雨夜 \\N" });

    let isWriting = true;
    let written = 0;
    const writer = (async () => {
      while (isWriting) {
        await makeClip();
        written++;
      }
    })();
    const report = await backUp();
    isWriting = false;
    await writer;
    expect(written).toBeGreaterThan(0);
    expect(report.manifest.missing).toEqual([]);

    const url = await emptyDatabase();
    const restored = createLocalStorage(path.join(scratch, "restored"));
    const result = await restoreInto(report.folder, url, restored);
    expect(result.missing).toEqual([]);

    const files = await run<{ key: string; sha256: string }>(url, "select key, sha256 from files");
    expect(files.length).toBeGreaterThanOrEqual(501);
    for (const { key, sha256 } of files) expect((await hashFile(path.join(scratch, "restored", ...key.split("/"))))?.sha256).toBe(sha256);
    expect(result.rows["files"]).toBe(files.length);
    const [odd] = await run<{ prompt: string }>(url, "select prompt from generations where prompt like 'tab%'");
    expect(odd?.prompt).toBe("tab\tline\nback\\slash “quoted” 雨夜 \\N");
    expect(await run(url, "select migration_name, checksum, finished_at from _prisma_migrations order by 1")).toEqual(
      await run(databaseUrl, "select migration_name, checksum, finished_at from _prisma_migrations order by 1"),
    );
    // Enough of them: the others need a few.
    await db.file.deleteMany();
    await makeClip();
  });

  it("comes back on hold, without anybody's session, and numbers its events onwards", async () => {
    const waiting = await makeGeneration({ teamId, projectId, createdById: userId });
    await db.generationEvent.create({ data: { generationId: waiting.id, event: "submit", toStatus: "waiting" } });
    await db.session.create({ data: { id: newId(), userId, secretHash: "x", expiresAt: new Date(Date.now() + 1e9) } });
    const { folder: made } = await backUp();
    const url = await emptyDatabase();
    await restoreInto(made, url, createLocalStorage(path.join(scratch, "restored-2")));
    expect(await run(url, "select hold_reason, hold_since is not null as since, hold_checked_at from instances")).toEqual([
      { hold_reason: "restored", since: true, hold_checked_at: null },
    ]);
    expect(await run(url, "select 1 from sessions")).toEqual([]);
    const [next] = await run<{ fits: boolean }>(
      url,
      `insert into generation_events (generation_id, event, to_status) values ('${waiting.id}', 'e', 'waiting')
       returning id > (select max(id) from generation_events) as fits`,
    );
    expect(next?.fits).toBe(true);
  });
});

describe("the files of a backup", () => {
  it("are shared with the backup before where nothing changed, and kept apart from the library", async () => {
    const key = await makeClip();
    const first = await backUp();
    const second = await backUp();
    expect(second.linked).toBeGreaterThan(0);
    const inode = async (file: string) => (await stat(file)).ino;
    expect(await inode(pathOfFile(second.folder, key))).toBe(await inode(pathOfFile(first.folder, key)));
    expect(await inode(pathOfFile(second.folder, key))).not.toBe(await inode(path.join(scratch, "data", ...key.split("/"))));
  });

  it("are taken from the library again when the backup before was spoiled", async () => {
    const key = await makeClip();
    const first = await backUp();
    await appendFile(pathOfFile(first.folder, key), "x");
    const second = await backUp();
    await checkBackup(second.folder);
    await expect(checkBackup(first.folder)).rejects.toMatchObject({ code: "file-altered" });
  });

  it("are told when they are missing or other than their rows say, and the rows know it after a restore", async () => {
    const gone = await makeClip();
    const altered = await makeClip();
    await library.delete(gone);
    await appendFile(path.join(scratch, "data", ...altered.split("/")), "x");
    const { folder: made, manifest } = await backUp();
    expect(manifest.missing).toEqual([gone]);
    expect(manifest.files.filter((file) => file.expectedSha256 !== null).map((file) => file.key)).toEqual([altered]);
    const url = await emptyDatabase();
    const { missing } = await restoreInto(made, url, createLocalStorage(path.join(scratch, "restored-3")));
    expect(missing).toEqual([gone]);
    const damaged = await run<{ key: string }>(url, "select key from files where damaged_at is not null");
    expect(damaged.map((row) => row.key).sort()).toEqual([gone, altered].sort());

    const healed = createLocalStorage(path.join(scratch, "bucket-with-a-better-one"));
    await healed.put(altered, Buffer.alloc(20_000, "whole"));
    await restoreInto(made, await emptyDatabase(), healed);
    expect(await healed.stat(altered)).toEqual({ sizeBytes: 20_000 });
    await db.file.deleteMany({ where: { key: { in: [gone, altered] } } });
  });
});

describe("files in a bucket", { timeout: 120_000 }, () => {
  it("come out of it, and back into another one", async () => {
    const buckets = await Promise.all([startS3(), startS3()]);
    const [from, to] = buckets.map(({ settings }, index) => createS3Storage({ ...settings, tempDir: path.join(scratch, `temp-${index}`) }));
    const key = await makeClip();
    await from!.put(key, (await library.openRange(key))!.stream);
    const others = await db.file.findMany({ where: { key: { not: key } }, select: { key: true }, take: 1 });
    for (const other of others) await from!.put(other.key, (await library.openRange(other.key))!.stream);
    const report = await makeBackup({
      databaseUrl,
      storage: from!,
      folder: path.join(scratch, "from-bucket"),
      keep: 14,
      authSecret: SECRET,
      studioVersion: "0.0.0-test",
    });
    const url = await emptyDatabase();
    await restoreInto(report.folder, url, to!);
    expect(await to!.stat(key)).toEqual({ sizeBytes: 20_000 });
    await Promise.all(buckets.map((bucket) => bucket.stop()));
  });
});

describe("a folder of backups", () => {
  it("keeps the newest, and loses what a run that was killed left behind", async () => {
    const leftover = path.join(folder, "dailies-20200101T000000Z.part");
    await mkdir(leftover);
    await backUp(2);
    const { folder: newest } = await backUp(2);
    const names = (await readdir(folder)).filter((name) => name.startsWith("dailies-"));
    expect(names).toHaveLength(2);
    expect(names).toContain(path.basename(newest));
    await checkBackup(newest);
  });

  it("has the secret apart from every backup, found again by its fingerprint alone", async () => {
    const { folder: made, manifest } = await backUp();
    expect(findKey(made, manifest.secretCheck)).toBe(SECRET);
    const inBackup = await readdir(made, { recursive: true });
    expect(inBackup.some((name) => name.includes("secret"))).toBe(false);
    expect(await readFile(path.join(made, "manifest.json"), "utf8")).not.toContain(SECRET);
  });
});

describe("a backup is refused", () => {
  // One file at least, whichever tests came before.
  beforeAll(() => makeClip());

  const refusal = async (spoil: (made: string) => Promise<unknown>): Promise<unknown> => {
    const { folder: made } = await backUp();
    await spoil(made);
    const code = await checkBackup(made).then(
      () => "accepted",
      (error: { code: string }) => error.code,
    );
    await rm(made, { recursive: true, force: true });
    return code;
  };

  it.each([
    ["without its manifest", "not-a-backup", (made: string) => rm(path.join(made, "manifest.json"))],
    ["with a cut manifest", "manifest-altered", (made: string) => truncate(path.join(made, "manifest.json"), 300)],
    [
      "with a changed manifest",
      "manifest-altered",
      async (made: string) => {
        const file = path.join(made, "manifest.json");
        await writeFile(file, (await readFile(file, "utf8")).replace('"rows": ', '"rows": 1'));
      },
    ],
    ["with a cut table", "file-altered", (made: string) => truncate(path.join(made, "database", "media.copy.gz"), 100)],
    ["without a table", "file-altered", (made: string) => rm(path.join(made, "database", "media.copy.gz"))],
    [
      "with one other byte in a file",
      "file-altered",
      async (made: string) => {
        const file = pathOfFile(made, (await readManifest(made)).files[0]!.key);
        const bytes = await readFile(file);
        bytes[10] = bytes[10]! ^ 1;
        // A new file, because the backups before share the old one.
        await rm(file);
        await writeFile(file, bytes);
      },
    ],
  ])("%s", async (_, code, spoil) => {
    expect(await refusal(spoil)).toBe(code);
  });

  it("while another one is being made in the same folder", async () => {
    const results = await Promise.allSettled([backUp(), backUp()]);
    expect(results.map((result) => (result.status === "rejected" ? (result.reason as { code: string }).code : "made")).sort()).toEqual([
      "another-backup-runs",
      "made",
    ]);
  });
});

describe("the database that is to be filled", () => {
  it("is empty, used, or in use; what it held is moved aside and stays", async () => {
    const url = await emptyDatabase();
    expect(await lookAtTarget(url)).toBe("empty");
    const { folder: made } = await backUp();
    await restoreInto(made, url, createLocalStorage(path.join(scratch, "restored-4")));
    expect(await lookAtTarget(url)).toBe("used");
    const client = new pg.Client({ connectionString: url, application_name: "dailies" });
    await client.connect();
    expect(await lookAtTarget(url)).toBe("in-use");
    await client.end();

    const [before] = await run<{ count: string }>(url, "select count(*) from generations");
    const name = await moveDatabaseAside(url, "20261122T180154Z");
    expect(await lookAtTarget(url)).toBe("empty");
    expect(await run(url, `select count(*) from "${name}".generations`)).toEqual([before]);
    await restoreInto(made, url, createLocalStorage(path.join(scratch, "restored-5")));
    expect(await run(url, "select count(*) from generations")).toEqual([before]);
  });
});
