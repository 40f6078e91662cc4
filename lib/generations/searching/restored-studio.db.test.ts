import { databaseUrl, db } from "@/lib/testing/database";
import { randomBytes } from "node:crypto";
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import path from "node:path";
import pg from "pg";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import type { Actor } from "@/lib/access/callers/actor";
import { checkBackup } from "@/lib/backup/check-backup";
import { makeBackup } from "@/lib/backup/make-backup";
import { restoreBackup } from "@/lib/backup/restore-backup";
import { connectionFor } from "@/lib/connections/connection";
import { endHold, findHold } from "@/lib/studio/release-hold";
import { sendToProvider } from "@/lib/generations/sending/send";
import { sweepDueGenerations } from "@/lib/generations/sweep";
import { disconnectDb } from "@/lib/platform/db/client";
import { forgetEnv } from "@/lib/platform/env";
import { stopSending } from "@/lib/platform/jobs/queue";
import { createLocalStorage } from "@/lib/platform/storage/local";
import { newId } from "@/lib/shared/ids";
import { makeGeneration, makeMember, makeProject } from "@/lib/testing/factories";
import { startTaskListServer, type TaskListServer } from "@/lib/testing/task-list-server";
import { lookThroughList } from "./look-through-list";

let scratch: string;
let provider: TaskListServer;
let actor: Actor;
let projectId: string;
const restoredName = `restored_${process.pid}_${randomBytes(4).toString("hex")}`;

beforeAll(async () => {
  scratch = await mkdtemp(path.join(tmpdir(), "dailies-restored-"));
  provider = await startTaskListServer();
  await useDatabase(databaseUrl);
  actor = await makeMember("owner");
  projectId = (await makeProject({ teamId: actor.teamId })).id;
  await db.instance.create({ data: { instanceId: newId() } });
});

afterAll(async () => {
  await useDatabase(databaseUrl);
  await asAdmin(`drop database if exists "${restoredName}" with (force)`);
  await provider.stop();
  await rm(scratch, { recursive: true, force: true });
});

async function asAdmin(sql: string): Promise<void> {
  const client = new pg.Client({ connectionString: process.env.TEST_DATABASE_ADMIN_URL });
  await client.connect();
  await client.query(sql).finally(() => client.end());
}

async function useDatabase(url: string): Promise<void> {
  await stopSending();
  await disconnectDb();
  Object.assign(process.env, { DATABASE_URL: url, EMULATOR_URL: provider.origin, CONCURRENCY: "20" });
  forgetEnv();
}

const ask = (prompt: string, seed: number) =>
  makeGeneration({ teamId: actor.teamId, projectId, createdById: actor.userId, prompt, seed, model: "seedance-2.0-fast" });
const statusOf = async (id: string) => (await db.generation.findUniqueOrThrow({ where: { id } })).status;
const refill = (account: string) => db.providerAccount.updateMany({ where: { account }, data: { tokens: 20 } });

describe("a studio that was restored from a backup", { timeout: 120_000, shuffle: false }, () => {
  it("buys nothing again: it links what was made since, keeps what nobody knows, and waits for a person", async () => {
    const { account } = await connectionFor(null);
    const sentSince = await Promise.all([1, 2].map((number) => ask(`take ${number}`, 1000 + number)));
    const neverSent = await ask("never sent", 3000);
    const { folder } = await makeBackup({
      databaseUrl,
      storage: createLocalStorage(path.join(scratch, "data")),
      folder: path.join(scratch, "backups"),
      keep: 14,
      authSecret: "x".repeat(32),
      studioVersion: "0.0.0-test",
    });

    // The original goes on: it sends two of the three, and one more that the backup has never heard of.
    for (const { id } of sentSince) await sendToProvider(id);
    const later = await ask("asked for after the backup", 4000);
    await sendToProvider(later.id);
    expect(provider.posts).toBe(3);
    for (const [index, task] of provider.tasks.entries())
      Object.assign(task, { seed: [4000, 1002, 1001][index], resolution: "720p", ratio: "16:9", duration: 5 });

    await asAdmin(`create database "${restoredName}"`);
    const url = new URL(databaseUrl);
    url.pathname = `/${restoredName}`;
    const { missing } = await restoreBackup({
      folder,
      manifest: await checkBackup(folder),
      databaseUrl: url.href,
      storage: createLocalStorage(path.join(scratch, "restored")),
    });
    expect(missing).toEqual([]);
    await useDatabase(url.href);

    await sweepDueGenerations();
    for (const { id } of [...sentSince, neverSent]) await sendToProvider(id);
    expect(await Promise.all([...sentSince, neverSent].map(({ id }) => statusOf(id)))).toEqual(["uncertain", "uncertain", "uncertain"]);
    await expect(endHold(null, { anyway: false })).rejects.toMatchObject({ code: "hold-unchecked" });

    await refill(account);
    await lookThroughList();
    expect(await Promise.all([...sentSince, neverSent].map(({ id }) => statusOf(id)))).toEqual(["queued", "queued", "uncertain"]);
    const tray = await db.unclaimedTask.findMany({ select: { providerTaskId: true } });
    expect(tray).toEqual([{ providerTaskId: provider.tasks.find((task) => task["seed"] === 4000)!.id }]);
    expect((await findHold())?.checkedAt).not.toBeNull();

    const asked = await ask("asked for on hold", 5000);
    await sendToProvider(asked.id);
    expect(await db.generation.findUniqueOrThrow({ where: { id: asked.id } })).toMatchObject({ status: "waiting", waitingFor: "hold" });
    expect(provider.posts).toBe(3);

    await endHold(null, { anyway: false });
    await refill(account);
    await sendToProvider(asked.id);
    await sendToProvider(neverSent.id);
    expect(provider.posts).toBe(4);
    expect(await statusOf(neverSent.id)).toBe("uncertain");
  });

  it("goes on asking while the list cannot be read", async () => {
    await db.instance.update({ where: { id: 1 }, data: { holdReason: "restored", holdSince: new Date(), holdCheckedAt: null } });
    await provider.stop();
    await expect(lookThroughList().then(findHold)).resolves.toMatchObject({ checkedAt: null });
  });
});
