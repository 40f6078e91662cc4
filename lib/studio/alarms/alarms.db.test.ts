import { db, truncateAll } from "@/lib/testing/database";
import { afterAll, beforeAll, beforeEach, describe, expect, it, vi } from "vitest";
import type { Actor } from "@/lib/access/callers/actor";
import { startSession } from "@/lib/access/identity/auth";
import { describeConnection, connectionFor } from "@/lib/connections/connection";
import { liftRefusal, refuseAccount } from "@/lib/connections/pause";
import { archiveOutput } from "@/lib/generations/keeping/archive-output";
import { checkDueTasks } from "@/lib/generations/sending/check-provider";
import { getGeneration } from "@/lib/generations/queries";
import { forgetEnv } from "@/lib/platform/env";
import { newId } from "@/lib/shared/ids";
import { makeFile, makeGeneration, makeMember, makeTeam, makeUser } from "@/lib/testing/factories";
import { freshBrowser } from "@/lib/testing/next-headers";
import { startWebServer } from "@/lib/testing/web-server";
import { startTaskListServer, type TaskListServer } from "@/lib/testing/task-list-server";
import { markAlarmSeen } from "./mark-seen";
import { listAlarmHistory, listAlarms } from "./queries";
import { updateAlarms } from "./update-alarms";

vi.mock("next/headers", () => import("@/lib/testing/next-headers"));

const web = await startWebServer();

const MINUTE = 60_000;
const HOUR = 60 * MINUTE;
const DAY = 24 * HOUR;

let owner: Actor;
beforeEach(async () => {
  await truncateAll();
  owner = await makeMember("owner");
  await db.workerHeartbeat.create({ data: { id: "worker", version: "test", startedAt: ago(DAY), seenAt: new Date() } });
});

const open = async () =>
  (await db.alarm.findMany({ where: { clearedAt: null }, orderBy: [{ kind: "asc" }, { level: "asc" }] })).map(
    ({ kind, level }) => `${kind} ${level}`,
  );
const everRaised = async () =>
  (await db.alarm.findMany({ orderBy: [{ raisedAt: "asc" }, { level: "asc" }] })).map(({ kind, level }) => `${kind} ${level}`);
const ago = (ms: number): Date => new Date(Date.now() - ms);
const inTeam = (overrides: Parameters<typeof makeGeneration>[0]) => makeGeneration({ teamId: owner.teamId, ...overrides });

describe("alarms", () => {
  it("are raised once for each threshold, end by themselves, and begin anew", async () => {
    const { id } = await inTeam({ status: "uncertain", sentAt: ago(31 * MINUTE), nextActionAt: new Date(Date.now() + HOUR) });
    expect(await updateAlarms()).toEqual({ raised: 1, cleared: 0 });
    expect(await updateAlarms()).toEqual({ raised: 0, cleared: 0 });
    expect(await open()).toEqual(["uncertain notice"]);

    await db.generation.update({ where: { id }, data: { sentAt: ago(25 * HOUR) } });
    expect(await updateAlarms()).toEqual({ raised: 1, cleared: 0 });
    expect(await open()).toEqual(["uncertain notice", "uncertain urgent"]);

    await db.generation.update({ where: { id }, data: { status: "queued", acceptedAt: new Date() } });
    expect(await updateAlarms()).toEqual({ raised: 0, cleared: 2 });
    expect(await open()).toEqual([]);

    await db.generation.update({ where: { id }, data: { status: "uncertain", sentAt: ago(31 * MINUTE) } });
    await updateAlarms();
    expect(await open()).toEqual(["uncertain notice"]);
    expect(await everRaised()).toHaveLength(3);
  });

  it("are not said again while a threshold is crossed to and fro", async () => {
    const { id } = await inTeam({ nextActionAt: ago(11 * MINUTE) });
    await updateAlarms();
    await db.generation.update({ where: { id }, data: { nextActionAt: ago(3 * MINUTE) } });
    await updateAlarms();
    expect(await open()).toEqual(["queueAge notice", "queueAge urgent"]);
    await db.generation.update({ where: { id }, data: { nextActionAt: new Date(Date.now() + MINUTE) } });
    await updateAlarms();
    expect(await open()).toEqual([]);
    expect(await everRaised()).toHaveLength(2);
  });

  it("do not call late what nobody was there to do", async () => {
    await inTeam({ nextActionAt: ago(HOUR) });
    await db.workerHeartbeat.updateMany({ data: { startedAt: ago(MINUTE) } });
    await updateAlarms();
    expect(await open()).toEqual([]);
    await db.workerHeartbeat.updateMany({ data: { startedAt: ago(3 * MINUTE) } });
    await updateAlarms();
    expect(await open()).toEqual(["queueAge notice"]);
  });

  it("tell of clips that may be paid for behind a key that does not work, until it works", async () => {
    const provider = await startTaskListServer();
    process.env.EMULATOR_URL = provider.origin;
    forgetEnv();
    const { account } = await connectionFor(null);
    const later = { acceptedAt: new Date(), nextActionAt: new Date() };
    const sentAt = ago(6 * DAY);
    const first = await inTeam({ status: "running", providerAccount: account, providerTaskId: "cgt-1", sentAt, ...later });
    await inTeam({ status: "queued", providerAccount: account, providerTaskId: "cgt-2", ...later });
    await inTeam({ status: "saving", providerAccount: "of a key that was taken away", ...later });
    provider.looksRefused = "keyLimit";
    await checkDueTasks();
    await updateAlarms();
    const raised = await db.alarm.findMany({
      where: { kind: "paidBehindKey", clearedAt: null },
      orderBy: [{ subject: "asc" }, { level: "asc" }],
    });
    expect(raised.map(({ subject, level, detail }) => [subject, level, detail])).toEqual(
      [
        [account, "urgent", { reason: "keyLimit", count: 2 }],
        [account, "lastCall", { endsAt: new Date(sentAt.getTime() + 7 * DAY).toISOString() }],
        ["of a key that was taken away", "urgent", { reason: "missing", count: 1 }],
      ].map(([subject, level, detail]) => [subject, level, expect.objectContaining(detail as object) as unknown]),
    );
    // The clips themselves are as they were.
    expect(await db.generation.findUniqueOrThrow({ where: { id: first.id } })).toMatchObject({ status: "running", errorCode: null });

    provider.looksRefused = null;
    provider.tasks = [{ id: "cgt-1" }, { id: "cgt-2" }];
    await db.generation.updateMany({
      where: { status: { in: ["queued", "running"] } },
      data: { nextActionAt: new Date(), lastCheckedAt: null },
    });
    await checkDueTasks();
    await updateAlarms();
    expect(await db.alarm.count({ where: { kind: "paidBehindKey", subject: account, clearedAt: null } })).toBe(0);
    await provider.stop();
  });

  it("are raised once by several workers at the same moment", async () => {
    await inTeam({ nextActionAt: ago(3 * MINUTE) });
    await Promise.all(Array.from({ length: 6 }, () => updateAlarms()));
    await updateAlarms();
    expect(await everRaised()).toEqual(["queueAge notice"]);
  });

  it("know a blind list, an empty account, a hold, a new word, a double charge and a damaged file", async () => {
    const later = new Date(Date.now() + HOUR);
    const lost = await inTeam({ status: "uncertain", sentAt: new Date(), nextActionAt: later });
    await db.attempt.create({
      data: {
        id: newId(),
        generationId: lost.id,
        number: 1,
        state: "uncertain",
        marker: newId(),
        providerAccount: "here",
        apiStyle: "native",
        request: {},
        leaseUntil: new Date(),
        blindLooks: 3,
      },
    });
    await refuseAccount(db, (await describeConnection(null)).account, "balance");
    // A key that was replaced waits for nobody.
    await refuseAccount(db, "an older one", "key");
    await db.instance.create({ data: { instanceId: newId(), holdReason: "restored", holdSince: new Date() } });
    await inTeam({ status: "running", acceptedAt: new Date(), nextActionAt: later, errorDetail: { unknownStatus: "pondering" } });
    const ready = await inTeam({ status: "ready" });
    await db.generationEvent.create({ data: { generationId: ready.id, event: "charged-twice", toStatus: "ready" } });
    await makeFile({ teamId: owner.teamId, generationId: ready.id }, "video", { damagedAt: new Date() });
    await updateAlarms();
    expect(await open()).toEqual([
      "chargedTwice urgent",
      "contract notice",
      "damaged urgent",
      "hold urgent",
      "providerBalance urgent",
      "reconcilerBlind urgent",
    ]);
    await refuseAccount(db, (await describeConnection(null)).account, "key");
    await updateAlarms();
    expect((await open()).filter((alarm) => alarm.startsWith("provider"))).toEqual(["providerKey urgent"]);
    await liftRefusal((await describeConnection(null)).account);
    await updateAlarms();
    expect((await open()).filter((alarm) => alarm.startsWith("provider"))).toEqual([]);
    const { open: views } = await listAlarms(owner);
    expect(views.find((view) => view.kind === "contract")).toMatchObject({ values: { word: "pondering", count: 1 } });
    expect(views.find((view) => view.kind === "damaged")).toMatchObject({ clip: { id: ready.id }, values: { file: "video" } });
  });

  it("are seen by a look while the worker is silent, and end with its next sign of life", async () => {
    await db.workerHeartbeat.updateMany({ data: { seenAt: ago(6 * MINUTE) } });
    expect((await listAlarms(owner)).open).toMatchObject([{ kind: "worker", level: "urgent", clip: null }]);
    await db.workerHeartbeat.updateMany({ data: { seenAt: new Date() } });
    await updateAlarms();
    expect((await listAlarms(owner)).open).toEqual([]);
    expect((await listAlarmHistory(owner)).ended).toMatchObject([{ kind: "worker", level: "urgent" }]);
  });

  it("about what happened stay until somebody has seen them, and never come back", async () => {
    const { id } = await inTeam({ status: "ready" });
    await db.generationEvent.create({ data: { generationId: id, event: "charged-twice", toStatus: "ready" } });
    await updateAlarms();
    const [alarm] = (await listAlarms(owner)).open;
    expect(alarm).toMatchObject({ kind: "chargedTwice", endsBySeeing: true, clip: { id } });
    const stranger = await makeMember("owner");
    await expect(markAlarmSeen(stranger, { id: alarm!.id })).rejects.toMatchObject({ code: "not-found" });
    await markAlarmSeen(owner, { id: alarm!.id });
    await updateAlarms();
    expect((await listAlarms(owner)).open).toEqual([]);
    expect((await listAlarmHistory(owner)).ended).toMatchObject([{ kind: "chargedTwice", values: {} }]);
  });

  it("tell of what lies in the tray until somebody decided", async () => {
    const { id } = await db.unclaimedTask.create({
      data: { id: newId(), providerAccount: "a", providerTaskId: "cgt-1", status: "saving", facts: {}, foundAt: ago(HOUR) },
    });
    await updateAlarms();
    expect(await open()).toEqual(["unclaimed notice", "unclaimedUnsaved notice"]);
    expect((await listAlarms(owner)).open.find((view) => view.kind === "unclaimed")).toMatchObject({
      leadsTo: "unclaimed",
      values: { count: 1 },
    });
    await db.unclaimedTask.update({ where: { id }, data: { status: "dismissed" } });
    await updateAlarms();
    expect(await open()).toEqual([]);
  });

  it("that end by themselves cannot be wished away", async () => {
    await inTeam({ nextActionAt: ago(3 * MINUTE) });
    await updateAlarms();
    const [alarm] = (await listAlarms(owner)).open;
    await expect(markAlarmSeen(owner, { id: alarm!.id })).rejects.toMatchObject({ code: "conflict" });
    expect(await open()).toEqual(["queueAge notice"]);
  });

  it("name each matter once, at its highest level, the most urgent first", async () => {
    const old = { sentAt: ago(25 * HOUR), nextActionAt: new Date(Date.now() + HOUR) };
    await inTeam({ nextActionAt: ago(3 * MINUTE) });
    const { id } = await inTeam({ status: "uncertain", ...old, prompt: "Rain" });
    await updateAlarms();
    expect((await listAlarms(owner)).open.map(({ kind, level, clip }) => [kind, level, clip?.id])).toEqual([
      ["uncertain", "urgent", id],
      ["queueAge", "notice", undefined],
    ]);
  });

  it("do not speak of another team's clips", async () => {
    await inTeam({ status: "uncertain", sentAt: ago(HOUR), nextActionAt: new Date(Date.now() + HOUR) });
    await updateAlarms();
    const stranger = await makeMember("owner");
    expect((await listAlarms(stranger)).open).toEqual([]);
    expect((await listAlarms(owner)).open).toHaveLength(1);
    // What concerns the whole studio is for whoever runs it.
    await db.instance.create({ data: { instanceId: newId(), holdReason: "restored", holdSince: new Date() } });
    await updateAlarms();
    expect((await listAlarms(stranger)).open).toEqual([]);
    expect((await listAlarms(owner)).open.map((alarm) => alarm.kind)).toEqual(["hold", "uncertain"]);
  });
});

describe("GET /api/alarms", () => {
  const get = (slug: string) => web.ask(`/api/alarms?team=${slug}`);

  it("answers owners, refuses members, and does not know other teams", async () => {
    const team = await makeTeam();
    for (const [role, status] of [
      ["owner", 200],
      ["creator", 403],
      ["viewer", 403],
    ] as const) {
      freshBrowser();
      const { userId } = await makeMember(role, { teamId: team.id });
      await startSession(userId);
      expect((await get(team.slug)).status).toBe(status);
    }
    freshBrowser();
    await startSession((await makeUser()).id);
    expect((await get(team.slug)).status).toBe(404);
    freshBrowser();
    expect((await get(team.slug)).status).toBe(401);
  });
});

describe("a clip that cannot be saved, to day 15", () => {
  let provider: TaskListServer;
  beforeAll(async () => {
    provider = await startTaskListServer();
    process.env.EMULATOR_URL = provider.origin;
    forgetEnv();
  });
  afterAll(async () => {
    await provider.stop();
    delete process.env.EMULATOR_URL;
    forgetEnv();
  });

  /** Everything that is remembered of the clip happened so much longer ago. */
  const wait = (ms: number) => db.$executeRaw`
    UPDATE generations SET created_at = created_at - ${ms} * interval '1 millisecond', sent_at = sent_at - ${ms} * interval '1 millisecond',
      accepted_at = accepted_at - ${ms} * interval '1 millisecond', succeeded_at = succeeded_at - ${ms} * interval '1 millisecond',
      result_expires_at = result_expires_at - ${ms} * interval '1 millisecond', lease_until = NULL, next_action_at = now()
    WHERE status = 'saving'`;

  /** Daily, and each hour where something is due: just before, then, and after. */
  const LOOKS = [
    ...Array(8).keys(),
    ...[1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15].flatMap((day) => [day * 24 - 1, day * 24, day * 24 + 1]),
  ];

  it("raises each alarm once, is given up only at the very end, and leaves its evidence", async () => {
    const { account } = await connectionFor(null);
    const now = new Date();
    const { id } = await inTeam({
      status: "saving",
      providerAccount: account,
      apiStyle: "native",
      providerTaskId: "cgt-1",
      sentAt: now,
      acceptedAt: now,
      succeededAt: now,
      resultUrl: `${provider.origin}/gone.mp4`,
      resultExpiresAt: new Date(now.getTime() + 14 * DAY),
      actualTokens: 108_000,
      actualMicros: 756_000,
    });
    await db.attempt.create({
      data: {
        id: newId(),
        generationId: id,
        number: 1,
        state: "acknowledged",
        marker: "marker.of.it",
        providerAccount: account,
        apiStyle: "native",
        request: {},
        sentAt: now,
        leaseUntil: now,
        providerTaskId: "cgt-1",
      },
    });
    const seen = new Map<string, number>();
    let expiredAt = 0;
    for (const [index, hours] of LOOKS.entries()) {
      if (expiredAt > 0) break;
      await wait((hours - (LOOKS[index - 1] ?? 0)) * HOUR);
      await archiveOutput(id);
      await updateAlarms();
      for (const alarm of await everRaised()) if (!seen.has(alarm)) seen.set(alarm, hours);
      const { status } = await db.generation.findUniqueOrThrow({ where: { id }, select: { status: true } });
      if (status === "expired") expiredAt = hours;
      else expect(status).toBe("saving");
    }
    // The link was signed for fourteen days, and outlives the provider's record of seven.
    expect(expiredAt).toBe(14 * 24);
    expect([...seen]).toEqual([
      ["unsaved notice", 1],
      ["unsaved urgent", 6],
      ["unsaved lastCall", 5 * 24],
      ["lost lastCall", 14 * 24],
    ]);
    expect(await everRaised()).toHaveLength(4);
    expect(await open()).toEqual(["lost lastCall"]);

    const evidence = await db.generationEvent.findFirstOrThrow({ where: { generationId: id, event: "expire" } });
    expect(evidence.detail).toMatchObject({
      taskId: "cgt-1",
      account,
      tokens: 108_000,
      requestHash: expect.any(String) as string,
      attempts: [{ number: 1, marker: "marker.of.it", taskId: "cgt-1" }],
    });
    expect((await getGeneration(owner, id)).failure).toMatchObject({ code: "archive", charged: "yes" });
  });

  it("waits on where nobody answers, however late it is", async () => {
    const { account } = await connectionFor(null);
    const old = ago(20 * DAY);
    const { id } = await inTeam({
      status: "saving",
      providerAccount: account,
      apiStyle: "native",
      providerTaskId: "cgt-2",
      sentAt: old,
      acceptedAt: old,
      succeededAt: old,
      resultUrl: "http://127.0.0.1:9/gone.mp4",
      resultExpiresAt: ago(6 * DAY),
      failures: 1,
    });
    process.env.EMULATOR_URL = "http://127.0.0.1:9";
    forgetEnv();
    await archiveOutput(id);
    expect(await db.generation.findUniqueOrThrow({ where: { id } })).toMatchObject({ status: "saving", waitingFor: "retry" });
    process.env.EMULATOR_URL = provider.origin;
    forgetEnv();
    await wait(0);
    await archiveOutput(id);
    expect(await db.generation.findUniqueOrThrow({ where: { id } })).toMatchObject({ status: "expired", errorCode: "archive" });
  });
});
