import { databaseUrl, db, truncateAll } from "@/lib/testing/database";
import { utimes } from "node:fs/promises";
import path from "node:path";
import pg from "pg";
import { beforeEach, describe, expect, it } from "vitest";
import type { Actor } from "@/lib/access/callers/actor";
import { deleteGenerations, restoreGenerations } from "@/lib/generations/asking/delete";
import { FileVariant } from "@/lib/platform/db/generated/enums";
import { getEnv } from "@/lib/platform/env";
import { getStorage } from "@/lib/platform/storage/storage";
import { newId } from "@/lib/shared/ids";
import { makeAsset, makeFile, makeGeneration, makeMember, makeProject } from "@/lib/testing/factories";
import { type FileOwner, keyOf } from "./keys";
import { listFiles } from "./list-files";
import { emptyTrash, sweepOrphans } from "./trash";

const DAY = 86_400_000;
const signal = new AbortController().signal;
let actor: Actor;
let projectId: string;

beforeEach(async () => {
  await truncateAll();
  actor = await makeMember("owner");
  projectId = (await makeProject({ teamId: actor.teamId })).id;
});

async function keep(owner: FileOwner, variant: FileVariant): Promise<string> {
  const key = keyOf(owner, variant);
  const { sizeBytes, sha256 } = await getStorage().put(key, Buffer.from(variant));
  await makeFile(owner, variant, { bytes: sizeBytes, sha256 });
  return key;
}
async function clip() {
  const { id } = await makeGeneration({
    teamId: actor.teamId,
    projectId,
    createdById: actor.userId,
    status: "ready",
    finishedAt: new Date(),
  });
  const owner = { teamId: actor.teamId, generationId: id };
  return { id, keys: [await keep(owner, "video"), await keep(owner, "poster")] };
}
const there = async (keys: string[]) => Promise.all(keys.map(async (key) => (await getStorage().stat(key)) !== null));
const later = (days: number) =>
  db.$executeRaw`UPDATE files SET trashed_at = trashed_at - ${days} * interval '1 day' WHERE trashed_at IS NOT NULL`;

describe("the files of a deleted clip", () => {
  it("stay for thirty days, come back with it, and go for good after that", async () => {
    const { id, keys } = await clip();
    const other = await clip();
    await deleteGenerations(actor, { ids: [id] });
    await later(29);
    expect(await emptyTrash(signal)).toBe(0);
    await restoreGenerations(actor, { ids: [id] });
    await later(10);
    expect(await emptyTrash(signal)).toBe(0);

    await deleteGenerations(actor, { ids: [id] });
    await later(31);
    await db.generation.update({ where: { id }, data: { deletedAt: new Date(Date.now() - 31 * DAY) } });
    expect(await emptyTrash(signal)).toBe(2);
    expect([await there(keys), await there(other.keys)]).toEqual([
      [false, false],
      [true, true],
    ]);
    // The row stays, because it says what was paid for; there is nothing to bring back.
    await expect(restoreGenerations(actor, { ids: [id] })).rejects.toMatchObject({ code: "not-found" });
    expect(await db.generation.count({ where: { id } })).toBe(1);
  });

  it("go with their project thirty days after it was deleted, and what is still being made when it is over", async () => {
    const { keys } = await clip();
    const open = await makeGeneration({ teamId: actor.teamId, projectId, createdById: actor.userId, status: "running" });
    const elsewhere = await makeProject({ teamId: actor.teamId });
    const kept = await clip();
    await db.generation.update({ where: { id: kept.id }, data: { projectId: elsewhere.id } });
    const setDeleted = (days: number) =>
      db.project.update({ where: { id: projectId }, data: { deletedAt: new Date(Date.now() - days * DAY) } });
    await setDeleted(29);
    expect(await emptyTrash(signal)).toBe(0);
    await setDeleted(31);
    expect(await emptyTrash(signal)).toBe(2);
    expect([await there(keys), await there(kept.keys)]).toEqual([
      [false, false],
      [true, true],
    ]);
    expect(await db.generation.findUnique({ where: { id: open.id } })).toMatchObject({ deletedAt: null });
    // It finished after all: its file is there for a last round, and then goes too.
    await db.generation.update({ where: { id: open.id }, data: { status: "ready", nextActionAt: null, finishedAt: new Date() } });
    const late = await keep({ teamId: actor.teamId, generationId: open.id }, "video");
    expect(await emptyTrash(signal)).toBe(1);
    expect(await there([late])).toEqual([false]);
  });

  it("go with their project also where they are films of its sequences", async () => {
    const common = { teamId: actor.teamId, createdById: actor.userId };
    const sequenceOf = (project: string) =>
      db.sequence.create({ data: { ...common, id: newId(), projectId: project, name: "Cut", ratio: "16:9", resolution: "480p" } });
    const filmOf = async (project: string) => {
      const { id: sequenceId } = await sequenceOf(project);
      const row = { ...common, id: newId(), sequenceId, status: "ready", timeline: {}, frames: 24 } as const;
      const { id: exportId } = await db.sequenceExport.create({ data: row });
      return keep({ teamId: actor.teamId, exportId }, "video");
    };
    const keys = [await filmOf(projectId), await filmOf((await makeProject({ teamId: actor.teamId })).id)];
    const setDeleted = (days: number) =>
      db.project.update({ where: { id: projectId }, data: { deletedAt: new Date(Date.now() - days * DAY) } });
    await setDeleted(29);
    expect(await emptyTrash(signal)).toBe(0);
    await setDeleted(31);
    expect(await emptyTrash(signal)).toBe(1);
    expect(await there(keys)).toEqual([false, true]);
  });

  it("are remembered when whoever they belonged to is gone, so that their bytes go as well", async () => {
    const { id, keys } = await clip();
    await db.generation.delete({ where: { id } });
    expect(await db.file.count({ where: { generationId: null } })).toBe(2);
    expect(await emptyTrash(signal)).toBe(0);
    await later(31);
    expect(await emptyTrash(signal)).toBe(2);
    expect(await there(keys)).toEqual([false, false]);
  });
});

describe("a file that no row speaks of", () => {
  // Those of other tests, whose rows are gone.
  beforeEach(async () => {
    for await (const { key } of getStorage().list()) await getStorage().delete(key);
  });

  async function stray(daysAgo: number): Promise<string> {
    const key = keyOf({ teamId: actor.teamId, generationId: newId() }, "video");
    await getStorage().put(key, Buffer.from("left between file and row"));
    const at = new Date(Date.now() - daysAgo * DAY);
    await utimes(path.join(getEnv().dataDir, ...key.split("/")), at, at);
    return key;
  }

  it("goes after thirty days; what has a row and what is young stays", async () => {
    const { keys } = await clip();
    for (const key of keys) await utimes(path.join(getEnv().dataDir, ...key.split("/")), new Date(0), new Date(0));
    const [old, young] = [await stray(31), await stray(29)];
    expect(await sweepOrphans(signal)).toBe(1);
    expect(await there([old, young, ...keys])).toEqual([false, true, true, true]);
  });

  it("stays while the studio is on hold: a database that was restored may not know yet what is there", async () => {
    await db.instance.create({ data: { instanceId: newId(), holdReason: "restored", holdSince: new Date() } });
    const old = await stray(40);
    expect(await sweepOrphans(signal)).toBe(0);
    expect(await there([old])).toEqual([true]);
  });
});

describe("the list behind backup, restore and move", () => {
  it("has every variant that there is, of every kind of owner", async () => {
    const asset = await makeAsset({ teamId: actor.teamId });
    const { id } = await makeGeneration({ teamId: actor.teamId, projectId, createdById: actor.userId, status: "ready" });
    const task = { id: newId(), providerAccount: "account", providerTaskId: "cgt-1", status: "saved", facts: {} } as const;
    await db.unclaimedTask.create({ data: task });
    const places: Record<FileVariant, FileOwner[]> = {
      video: [{ teamId: actor.teamId, generationId: id }, { unclaimedId: task.id }],
      preview: [{ teamId: actor.teamId, generationId: id }],
      poster: [{ teamId: actor.teamId, generationId: id }],
      lastFrame: [{ teamId: actor.teamId, generationId: id }],
      sprite: [{ teamId: actor.teamId, generationId: id }],
      labelled: [{ teamId: actor.teamId, generationId: id }],
      watermarked: [{ teamId: actor.teamId, generationId: id }],
      proxy: [{ teamId: actor.teamId, generationId: id }],
      original: [{ teamId: actor.teamId, assetId: asset.id }],
      source: [{ teamId: actor.teamId, assetId: asset.id }],
      thumbnail: [{ teamId: actor.teamId, assetId: asset.id }],
    };
    const keys: string[] = [];
    for (const variant of Object.values(FileVariant)) for (const owner of places[variant]) keys.push(await keep(owner, variant));
    const client = new pg.Client({ connectionString: databaseUrl });
    await client.connect();
    const listed = await listFiles(client).finally(() => client.end());
    expect(listed.map(({ key }) => key).sort()).toEqual(keys.sort());
    const onDisk: string[] = [];
    for await (const { key } of getStorage().list()) onDisk.push(key);
    expect(onDisk).toEqual(expect.arrayContaining(keys));
  });
});
