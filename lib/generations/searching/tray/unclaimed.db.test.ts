import { db, truncateAll } from "@/lib/testing/database";
import { stat } from "node:fs/promises";
import path from "node:path";
import { afterAll, beforeAll, beforeEach, describe, expect, it } from "vitest";
import type { Actor } from "@/lib/access/callers/actor";
import { forgetBreakers } from "@/lib/connections/breaker";
import { connectionFor } from "@/lib/connections/connection";
import { learnFacts, readAccountFacts } from "@/lib/connections/facts";
import { travel } from "@/e2e/faults/time-travel";
import { acknowledge } from "@/lib/generations/sending/acknowledge";
import { archiveOutput } from "@/lib/generations/keeping/archive-output";
import { markerFor } from "@/lib/recipes/compile";
import { getClip } from "@/lib/generations/queries";
import { reconcileGeneration } from "@/lib/generations/searching/reconcile";
import { linkTask } from "@/lib/generations/asking/resolve-uncertain";
import { forgetEnv, getEnv } from "@/lib/platform/env";
import { makeClip, sampleFolder } from "@/lib/testing/sample-files";
import { keyOf } from "@/lib/files/keys";
import { getStorage } from "@/lib/platform/storage/storage";
import { newId } from "@/lib/shared/ids";
import { makeMember, makeProject } from "@/lib/testing/factories";
import { makeAttempt, serveClip } from "@/lib/testing/lost-answers";
import { type ListedTask, startTaskListServer, type TaskListServer } from "@/lib/testing/task-list-server";
import { attendUnclaimed } from "./attend-unclaimed";
import { assignUnclaimed, bringBackUnclaimed, dismissUnclaimed } from "./decide";
import { importUnknownTasks } from "../import-unknown";
import { lockSubmissions } from "../../asking/limits";
import { keepAsClip } from "./keep-as-clip";
import { countUndecided, openUnclaimedFile, getTray, listCandidates, readUndecided } from "./queries";
import { recordUnclaimed } from "../record-unclaimed";
import { sweepUnclaimed } from "./sweep-unclaimed";

const SECOND = 1_000;
const MINUTE = 60 * SECOND;
const DAY = 24 * 60 * MINUTE;

const folder = await sampleFolder();
let provider: TaskListServer;
let files: Awaited<ReturnType<typeof serveClip>>;
let account: string;
let owner: Actor;
let lost: Awaited<ReturnType<typeof makeAttempt>>;

beforeAll(async () => {
  provider = await startTaskListServer();
  files = await serveClip(await makeClip(folder, "clip.mp4", { seconds: 5 }));
  process.env.EMULATOR_URL = provider.origin;
  forgetEnv();
  account = (await connectionFor(null)).account;
});
afterAll(async () => {
  await provider.stop();
  await files.stop();
});
beforeEach(async () => {
  await truncateAll();
  forgetBreakers();
  Object.assign(provider, { tasks: [], pages: [], paths: [], singles: [] });
  files.downloads = 0;
  owner = await makeMember("owner");
  lost = await makeAttempt(account, ago(MINUTE), { generation: { teamId: owner.teamId, prompt: "north" } });
});

const ago = (milliseconds: number): Date => new Date(Date.now() - milliseconds);
const after = (attempt: { sentAt: Date }, seconds: number): number => Math.floor((attempt.sentAt.getTime() + seconds * SECOND) / SECOND);
const task = (id: string, createdAt: number, more: Partial<ListedTask> = {}): ListedTask => ({ id, created_at: createdAt, ...more });
/** A task that is done, with its link. Its model is another than the lost one's, so that it is nobody's candidate. */
const done = (id: string, createdAt = after(lost, 5), more: Partial<ListedTask> = {}): ListedTask =>
  task(id, createdAt, {
    status: "succeeded",
    model: "doubao-seedance-2-0-fast-260128",
    resolution: "480p",
    ratio: "16:9",
    duration: 5,
    seed: 77,
    usage: { completion_tokens: 40_594, total_tokens: 40_594 },
    content: { video_url: `${files.origin}/${id}.mp4` },
    ...more,
  });
/** Two that the list shows alike: neither is adopted. */
const twins = (more: Partial<ListedTask> = {}) =>
  ["cgt-a", "cgt-b"].map((id) => done(id, after(lost, 5), { model: "doubao-seedance-2-0-260128", resolution: "720p", ...more }));

async function look(): Promise<void> {
  const seen = await reconcileGeneration(lost.generationId);
  if (seen) await recordUnclaimed(seen);
}
const tray = () => db.unclaimedTask.findMany({ orderBy: { providerTaskId: "asc" } });
const entry = async (taskId: string) =>
  db.unclaimedTask.findUniqueOrThrow({ where: { providerAccount_providerTaskId: { providerAccount: account, providerTaskId: taskId } } });
async function attend(taskId: string) {
  await db.unclaimedTask.updateMany({
    where: { providerTaskId: taskId, nextActionAt: { not: null } },
    data: { nextActionAt: ago(SECOND) },
  });
  await attendUnclaimed((await entry(taskId)).id);
  return entry(taskId);
}
const generation = (id: string) =>
  db.generation.findUniqueOrThrow({ where: { id }, include: { files: true, attempts: true, events: true } });
const copyOf = (unclaimedId: string) => db.file.findFirst({ where: { unclaimedId } });
const fileOf = (key: string) => stat(path.join(getEnv().dataDir, key)).catch(() => null);

describe("what is written down", () => {
  it("is what was made in the window of a lost answer, each once", async () => {
    provider.tasks = [done("cgt-in"), done("cgt-before", after(lost, -120)), done("cgt-late", after(lost, 300))];
    await look();
    await look();
    expect((await tray()).map((row) => [row.providerTaskId, row.status])).toEqual([["cgt-in", "saving"]]);
    expect((await readAccountFacts(db, account)).foreignTasks).toMatchObject({ count: 2 });
  });

  it("is nothing that has an owner, is about to get one, or may be on its way now", async () => {
    await makeAttempt(account, lost.sentAt, { state: "acknowledged", providerTaskId: "cgt-ours" });
    const sending = await makeAttempt(account, ago(SECOND), { state: "sending" });
    provider.tasks = [
      done("cgt-ours"),
      task("cgt-new", after(sending, 0), { model: "doubao-seedance-2-0-fast-260128" }),
      task("cgt-lost", after(lost, 5), { safety_identifier: lost.marker }),
    ];
    await look();
    expect(await tray()).toEqual([]);
    expect((await generation(lost.generationId)).providerTaskId).toBe("cgt-lost");
  });

  it("is nothing without the mark of a person of ours, once marks are known to come back", async () => {
    await learnFacts(db, account, { echoesMarker: true });
    await db.providerAccount.update({ where: { account }, data: { tokens: 20 } });
    const mark = markerFor(owner.userId, newId(), getEnv().authSecret);
    provider.tasks = [
      done("cgt-bare"),
      done("cgt-other", after(lost, 5), { safety_identifier: "x.y" }),
      done("cgt-marked", after(lost, 5), { safety_identifier: mark }),
    ];
    await look();
    expect((await tray()).map((row) => row.providerTaskId)).toEqual(["cgt-marked"]);
    expect((await readAccountFacts(db, account)).foreignTasks).toMatchObject({ count: 2 });
  });

  it("is nothing at all when the list was not read to its end", async () => {
    provider.tasks = Array.from({ length: 500 }, (_, index) => done(`cgt-${index}`));
    const seen = (await reconcileGeneration(lost.generationId))!;
    await recordUnclaimed({ ...seen, scan: { ...seen.scan, complete: false } });
    expect(await tray()).toEqual([]);
  });

  it("is also what a person has to choose from", async () => {
    provider.tasks = twins();
    await look();
    expect((await tray()).map((row) => row.status)).toEqual(["saving", "saving"]);
  });

  it("gives a task whose attempt was believed absent to that attempt", async () => {
    const absent = await makeAttempt(account, lost.sentAt, { state: "absent", generation: { teamId: owner.teamId, status: "waiting" } });
    provider.tasks = [done("cgt-back", after(absent, 1), { safety_identifier: absent.marker })];
    await look();
    expect(await tray()).toEqual([]);
    expect(await generation(absent.generationId)).toMatchObject({ status: "queued", providerTaskId: "cgt-back" });
  });

  it("after a restore is everything of the last week that no row knows, once", async () => {
    await makeAttempt(account, ago(DAY), { state: "acknowledged", providerTaskId: "cgt-ours" });
    provider.tasks = [
      done("cgt-new", after(lost, 4000)),
      done("cgt-ours", after(lost, -80_000)),
      done("cgt-old", after(lost, -3 * 86_400)),
    ];
    expect(await importUnknownTasks(account, Date.now() - 7 * DAY)).toEqual({ seen: 3, imported: 2, isComplete: true });
    expect(await importUnknownTasks(account, Date.now() - 7 * DAY)).toEqual({ seen: 3, imported: 0, isComplete: true });
    expect((await getTray(owner)).entries.map(({ task, reason }) => [task.taskId, reason])).toEqual(
      expect.arrayContaining([
        ["cgt-new", "restore"],
        ["cgt-old", "restore"],
      ]),
    );
  });
});

describe("its file", () => {
  it("is copied to our storage, whole, and the row says so afterwards", async () => {
    provider.tasks = [done("cgt-in")];
    await look();
    const row = await attend("cgt-in");
    expect(row).toMatchObject({ status: "saved", nextActionAt: null, resultUrl: null });
    const file = await copyOf(row.id);
    expect(file).toMatchObject({ mime: "video/mp4", sha256: expect.stringMatching(/^[0-9a-f]{64}$/) });
    expect((await fileOf(keyOf({ unclaimedId: row.id }, "video")))?.size).toBe(Number(file!.bytes));
    expect(files.downloads).toBe(1);
  });

  it("is waited for while the provider is at it", async () => {
    provider.tasks = [task("cgt-in", after(lost, 5), { model: "doubao-seedance-2-0-fast-260128", status: "running" })];
    await look();
    expect((await attend("cgt-in")).status).toBe("waiting");
    provider.tasks = [done("cgt-in")];
    expect(await attend("cgt-in")).toMatchObject({ status: "saved", facts: { tokens: 40_594, state: "succeeded" } });
  });

  it("is fetched by a fresh link when the first is dead", async () => {
    provider.tasks = [done("cgt-in", after(lost, 5), { content: { video_url: `${files.origin}/dead.mp4` } })];
    await look();
    expect(await attend("cgt-in")).toMatchObject({ status: "saving", failures: 1 });
    provider.tasks = [done("cgt-in")];
    expect((await attend("cgt-in")).status).toBe("saved");
  });

  it("is never there for what ended without one, and given up only when the provider must have forgotten it", async () => {
    provider.tasks = [
      task("cgt-failed", after(lost, 5), { model: "doubao-seedance-2-0-fast-260128", status: "failed" }),
      done("cgt-gone", after(lost, 5), { content: { video_url: `${files.origin}/dead.mp4` } }),
    ];
    await look();
    expect((await entry("cgt-failed")).status).toBe("gone");
    provider.tasks = [];
    await attend("cgt-gone");
    expect((await attend("cgt-gone")).status).toBe("saving");
    const { facts } = await entry("cgt-gone");
    await db.unclaimedTask.updateMany({
      where: { providerTaskId: "cgt-gone" },
      data: { facts: { ...(facts as object), createdAt: ago(15 * DAY).toISOString() } },
    });
    expect((await attend("cgt-gone")).status).toBe("gone");
    expect((await getTray(owner)).entries).toEqual([]);
  });
});

describe("a person who has lost a clip", () => {
  it("sees the candidates with what the list says, and our copy of each", async () => {
    provider.tasks = twins();
    await look();
    await attend("cgt-a");
    const { candidates } = await listCandidates(owner, lost.generationId);
    const a = await entry("cgt-a");
    expect(candidates).toMatchObject([
      { taskId: "cgt-a", model: "Seedance 2.0", resolution: "720p", durationSeconds: 5, seed: 77, state: "succeeded", clip: a.id },
      { taskId: "cgt-b", clip: null, isComing: true },
    ]);
    const author: Actor = { ...owner, userId: lost.generationId && (await generation(lost.generationId)).createdById, role: "creator" };
    expect(await openUnclaimedFile(author, a.id)).toMatchObject({ mime: "video/mp4" });
  });

  it("links one of them: its saved file is used, the tray lets go of it, and the copy is cleared away", async () => {
    provider.tasks = twins();
    await look();
    const saved = (await copyOf((await attend("cgt-a")).id))!;
    await linkTask(owner, { id: lost.generationId, taskId: "cgt-a" });
    await sweepUnclaimed();
    expect(await entry("cgt-a")).toMatchObject({ status: "assigned", generationId: lost.generationId, decidedById: owner.userId });
    await db.generation.update({ where: { id: lost.generationId }, data: { status: "saving" } });
    await archiveOutput(lost.generationId);
    expect(await generation(lost.generationId)).toMatchObject({ status: "ready", files: [{ sha256: saved.sha256 }, {}] });
    expect(files.downloads).toBe(1);
    expect((await attend("cgt-a")).nextActionAt).toBeNull();
    expect(await copyOf(saved.unclaimedId!)).toBeNull();
    expect(await fileOf(saved.key)).toBeNull();
  });

  it("cannot link what is another's, was made too early, or is not there", async () => {
    const other = await makeAttempt(account, lost.sentAt, { state: "acknowledged", providerTaskId: "cgt-ours" });
    provider.tasks = [
      done("cgt-ours"),
      done("cgt-early", after(lost, -3600)),
      done("cgt-marked", after(lost, 1), { safety_identifier: other.marker }),
    ];
    const refusal = (taskId: string) =>
      linkTask(owner, { id: lost.generationId, taskId }).then(
        () => null,
        (error: { fields?: { taskId?: { code: string } } }) => error.fields?.taskId?.code,
      );
    expect(await refusal("cgt-ours")).toBe("taskTaken");
    expect(await refusal("cgt-marked")).toBe("taskTaken");
    expect(await refusal("cgt-early")).toBe("taskTooOld");
    expect(await refusal("cgt-nowhere")).toBe("taskUnknown");
  });
});

describe("the owner", () => {
  const reopen = async (taskId: string) => {
    provider.tasks = [done(taskId)];
    await look();
    return attend(taskId);
  };

  it("says whose it is, also when the provider has forgotten it", async () => {
    const { id } = await reopen("cgt-in");
    provider.tasks = [];
    expect((await getTray(owner)).entries[0]?.fits).toMatchObject([{ generationId: lost.generationId, prompt: "north" }]);
    await assignUnclaimed(owner, { id, generationId: lost.generationId });
    await archiveOutput(lost.generationId);
    const row = await generation(lost.generationId);
    expect(row).toMatchObject({ status: "ready", providerTaskId: "cgt-in", actualTokens: 40_594 });
    expect(row.events.find((event) => event.event === "accept")).toMatchObject({ actorId: owner.userId, detail: { how: "person" } });
    const { entries, decided } = await getTray(owner);
    expect(entries).toEqual([]);
    expect(decided).toMatchObject([{ status: "assigned", decided: { by: expect.any(String), clip: { generationId: lost.generationId } } }]);
    expect(files.downloads).toBe(1);
  });

  it("cannot give it to a request of another time, and not twice", async () => {
    const { id } = await reopen("cgt-in");
    const early = await makeAttempt(account, ago(10 * MINUTE), { generation: { teamId: owner.teamId } });
    await expect(assignUnclaimed(owner, { id, generationId: early.generationId })).rejects.toMatchObject({ code: "conflict" });
    await assignUnclaimed(owner, { id, generationId: lost.generationId });
    await expect(dismissUnclaimed(owner, { id })).rejects.toMatchObject({ code: "conflict" });
  });

  it("is understood also when whoever linked it died half-way, and the provider has forgotten the task", async () => {
    await reopen("cgt-in");
    provider.tasks = [];
    await acknowledge(lost.id, "cgt-in", "person", owner.userId);
    await sweepUnclaimed();
    await attend("cgt-in");
    expect((await generation(lost.generationId)).status).toBe("saving");
    await archiveOutput(lost.generationId);
    expect((await generation(lost.generationId)).status).toBe("ready");
  });

  it("loses no file that its clip has no copy of, however that ended", async () => {
    const { id } = await reopen("cgt-in");
    await assignUnclaimed(owner, { id, generationId: lost.generationId });
    await db.generation.update({
      where: { id: lost.generationId },
      data: { status: "expired", nextActionAt: null, finishedAt: new Date() },
    });
    await attend("cgt-in");
    expect(await getStorage().stat((await copyOf(id))!.key)).not.toBeNull();
  });

  it("keeps it as a clip of a project: found, with its file, poster and cost, bought once in the ledger", async () => {
    const { id } = await reopen("cgt-in");
    const project = await makeProject({ teamId: owner.teamId });
    const { generationId } = await keepAsClip(owner, { id, projectId: project.id });
    await archiveOutput(generationId);
    const view = await getClip(owner, generationId);
    expect(view).toMatchObject({
      isFound: true,
      card: { status: "ready", video: { isWithoutPoster: undefined }, author: { id: owner.userId } },
      recipe: { model: "seedance-2.0-fast", resolution: "480p" },
      actual: { tokens: 40_594, durationSeconds: 5, seed: 77 },
    });
    expect(view.actual.micros).toBeGreaterThan(0);
    expect(await entry("cgt-in")).toMatchObject({ status: "assigned", decidedById: owner.userId, generationId });
    await look();
    expect((await tray()).length).toBe(1);
    await expect(keepAsClip(owner, { id, projectId: project.id })).rejects.toMatchObject({ code: "conflict" });
  });

  it("keeps it also where a version before wrote down an odd answer", async () => {
    const { id, facts } = await reopen("cgt-in");
    const odd = { durationSeconds: 2_000_000_000, tokens: 1e15, seed: 1.5, ratio: "x".repeat(100_000), createdAt: "+275760-09-13" };
    await db.unclaimedTask.update({ where: { id }, data: { facts: { ...(facts as object), ...odd } } });
    const project = await makeProject({ teamId: owner.teamId });
    const { generationId } = await keepAsClip(owner, { id, projectId: project.id });
    expect(await generation(generationId)).toMatchObject({ actualDuration: null, actualTokens: null, actualSeed: null });
  });

  it("is not kept in a project that is deleted at the same moment", async () => {
    const { id } = await reopen("cgt-in");
    const project = await makeProject({ teamId: owner.teamId });
    const keeping = await db.$transaction(
      async (tx) => {
        await lockSubmissions(tx, owner.teamId);
        await tx.project.update({ where: { id: project.id }, data: { deletedAt: new Date() } });
        const asked = keepAsClip(owner, { id, projectId: project.id }).catch((error: unknown) => error);
        const waiting = () => db.$queryRaw`
          SELECT 1 FROM pg_locks JOIN pg_database ON oid = database WHERE locktype = 'advisory' AND NOT granted AND datname = current_database()`;
        await expect.poll(waiting).toHaveLength(1);
        return { asked };
      },
      { timeout: 40_000 },
    );
    expect(await keeping.asked).toMatchObject({ code: "not-found" });
    expect((await entry("cgt-in")).status).toBe("saved");
  });

  it("is not overruled: what is not ours is given to no lost request by itself", async () => {
    provider.tasks = twins();
    await look();
    await dismissUnclaimed(owner, { id: (await entry("cgt-a")).id });
    await db.unclaimedTask.deleteMany({ where: { providerTaskId: "cgt-b" } });
    provider.tasks = twins().slice(0, 1);
    await look();
    expect((await generation(lost.generationId)).status).toBe("uncertain");
  });

  it("fetches it by the link it has when the provider knows no other any more", async () => {
    provider.tasks = [done("cgt-in")];
    await look();
    await db.unclaimedTask.updateMany({ data: { failures: 1 } });
    provider.tasks = [];
    expect((await attend("cgt-in")).status).toBe("saved");
  });

  it("says that it is not ours: it is never found anew, can be brought back, and its file goes after a month", async () => {
    const { id } = await reopen("cgt-in");
    await dismissUnclaimed(owner, { id });
    await look();
    expect(await countUndecided(owner)).toBe(0);
    await bringBackUnclaimed(owner, { id });
    expect(await readUndecided()).toMatchObject({ count: 1, since: expect.any(Date) });
    await dismissUnclaimed(owner, { id });
    await attend("cgt-in");
    const { key } = (await copyOf(id))!;
    await db.unclaimedTask.update({ where: { id }, data: { decidedAt: ago(31 * DAY) } });
    await attend("cgt-in");
    expect(await copyOf(id)).toBeNull();
    expect(await getStorage().stat(key)).toBeNull();
    await expect(bringBackUnclaimed(owner, { id })).rejects.toMatchObject({ code: "conflict" });
  });
});

describe("everybody else", () => {
  it("has no tray: another team's owner, a creator of this team, a viewer", async () => {
    provider.tasks = [done("cgt-in")];
    await look();
    const { id } = await attend("cgt-in");
    const strangers = [
      await makeMember("owner"),
      await makeMember("creator", { teamId: owner.teamId }),
      await makeMember("viewer", { teamId: owner.teamId }),
    ];
    for (const actor of strangers) {
      const project = await makeProject({ teamId: actor.teamId });
      const refused = { code: "not-found" };
      await expect(getTray(actor)).rejects.toMatchObject(refused);
      await expect(openUnclaimedFile(actor, id)).rejects.toMatchObject(refused);
      await expect(assignUnclaimed(actor, { id, generationId: lost.generationId })).rejects.toMatchObject(refused);
      await expect(keepAsClip(actor, { id, projectId: project.id })).rejects.toMatchObject(refused);
      await expect(dismissUnclaimed(actor, { id })).rejects.toMatchObject(refused);
      await expect(bringBackUnclaimed(actor, { id })).rejects.toMatchObject(refused);
      expect(await countUndecided(actor)).toBe(0);
    }
    await expect(listCandidates(strangers[0]!, lost.generationId)).rejects.toMatchObject({ code: "not-found" });
    await expect(listCandidates(strangers[1]!, lost.generationId)).rejects.toMatchObject({ code: "not-allowed" });
    expect((await entry("cgt-in")).status).toBe("saved");
  });

  it("cannot be given a clip of another team's project", async () => {
    provider.tasks = [done("cgt-in")];
    await look();
    const { id } = await attend("cgt-in");
    const elsewhere = await makeProject();
    await expect(keepAsClip(owner, { id, projectId: elsewhere.id })).rejects.toMatchObject({ code: "not-found" });
    const theirs = await makeAttempt(account, lost.sentAt);
    await expect(assignUnclaimed(owner, { id, generationId: theirs.generationId })).rejects.toMatchObject({ code: "conflict" });
  });
});

describe("a worker that comes late", () => {
  it("finds what is due by its row alone, and an owner that turned up meanwhile", async () => {
    provider.tasks = [done("cgt-in"), done("cgt-other")];
    await look();
    await makeAttempt(account, lost.sentAt, { state: "acknowledged", providerTaskId: "cgt-other" });
    await travel(MINUTE);
    await db.unclaimedTask.updateMany({ data: { nextActionAt: ago(SECOND) } });
    expect(await sweepUnclaimed()).toBe(1);
    expect(await entry("cgt-other")).toMatchObject({ status: "assigned" });
  });
});
