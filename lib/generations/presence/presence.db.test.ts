import { afterEach, beforeEach, expect, it, vi } from "vitest";
import type { Actor } from "@/lib/access/callers/actor";
import { hearEverything, sayToAll, subscribe } from "@/lib/platform/events/live-events";
import { publish } from "@/lib/platform/events/publish";
import type { Project } from "@/lib/platform/db/generated/client";
import { newId } from "@/lib/shared/ids";
import { db, truncateAll } from "@/lib/testing/database";
import { makeGeneration, makeMember, makeProject } from "@/lib/testing/factories";
import { REPEAT_MS } from "./limits";
import { peopleHere, sayHere, stopPresence } from "./presence";

let actor: Actor;
let project: Project;
beforeEach(async () => {
  await truncateAll();
  actor = await makeMember("viewer");
  project = await makeProject({ teamId: actor.teamId });
});
afterEach(() => {
  stopPresence();
  vi.restoreAllMocks();
});

const here = () => peopleHere(actor.teamId, project.id);
const say = (part: { page?: string; clip?: string; left?: "1" } = {}, who = actor) =>
  sayHere(who, { project: project.slug, page: newId(), ...part });

it("shows which clip somebody looks at only where they let others see it, and only clips of that project", async () => {
  const clip = await makeGeneration({ teamId: actor.teamId, projectId: project.id, status: "ready" });
  const elsewhere = await makeGeneration({ teamId: actor.teamId, status: "ready" });
  const page = newId();
  expect((await say({ page, clip: clip.id }))?.people).toMatchObject([{ id: actor.userId, clips: [] }]);
  await db.user.update({ where: { id: actor.userId }, data: { showsClip: true } });
  expect((await say({ page, clip: clip.id }))?.people).toMatchObject([{ clips: [clip.id] }]);
  expect((await say({ page, clip: elsewhere.id }))?.people).toMatchObject([{ clips: [] }]);
});

it("is told to the pages of the team when somebody comes, at once when they leave, and not for one who is still there", async () => {
  const heard: string[] = [];
  const unsubscribe = subscribe(actor.teamId, (event) => event.kind === "presence" && heard.push(event.id));
  const other = await makeMember("owner", { teamId: actor.teamId });
  const page = newId();
  await say();
  await say({ page }, other);
  await say({ page }, other);
  expect(heard).toEqual([project.id, project.id]);
  await say({ page, left: "1" }, other);
  expect(heard).toHaveLength(3);
  expect(here().map(({ id }) => id)).toEqual([actor.userId]);
  unsubscribe();
});

it("learns from other web processes who is there and who left, and takes nothing else for news of them", async () => {
  await say();
  const bo = { teamId: actor.teamId, userId: newId(), page: newId() };
  // As another process says it; its notifications are heard in this order, once the line to the database is there.
  await vi.waitFor(async () => {
    await sayToAll([{ here: "nobody" }, { here: [{ ...bo, projectId: project.id, name: "Bo", clipId: null, age: 5 }] }]);
    expect(here().map(({ name }) => name)).toContain("Bo");
  });
  await sayToAll([{ left: [bo] }]);
  await vi.waitFor(() => expect(here()).toHaveLength(1));
});

it("tells other web processes what this one heard", async () => {
  const heard: unknown[] = [];
  const stop = hearEverything((payload) => heard.push(payload));
  const page = newId();
  const { userId, teamId } = actor;
  // The line to the database may not be there yet when the first sign comes: what is said after that is heard.
  await vi.waitFor(async () => {
    await say({ page, left: "1" });
    await say({ page });
    expect(heard).toContainEqual({ here: [expect.objectContaining({ userId, teamId, page, projectId: project.id, clipId: null })] });
  });
  await say({ page, left: "1" });
  await vi.waitFor(() => expect(heard.at(-1)).toEqual({ left: [{ userId, teamId, page }] }));
  stop();
});

it("forgets whoever is taken out of the team, signs out or lets others see less", async () => {
  await say();
  await vi.waitFor(async () => {
    await publish(db, { teamId: actor.teamId, kind: "member", id: actor.userId });
    expect(here()).toEqual([]);
  });
});

it("does not bring back whoever was forgotten or left by what it has yet to tell others", async () => {
  const timers = vi.spyOn(globalThis, "setInterval");
  const heard: unknown[] = [];
  const stop = hearEverything((payload) => heard.push(payload));
  const [left, stays] = [await makeMember("owner", { teamId: actor.teamId }), await makeMember("owner", { teamId: actor.teamId })];
  const page = newId();
  for (const [who, at] of [
    [actor, newId()],
    [left, page],
    [stays, newId()],
  ] as const) {
    await say({ page: at }, who);
    // Nothing new: this is told later.
    await say({ page: at }, who);
  }
  await vi.waitFor(async () => {
    await publish(db, { teamId: actor.teamId, kind: "member", id: actor.userId });
    // As another process says it.
    await sayToAll([{ left: [{ teamId: actor.teamId, userId: left.userId, page }] }]);
    expect(here().map(({ id }) => id)).toEqual([stays.userId]);
  });
  heard.length = 0;
  const [tellDue] = timers.mock.calls.find(([, ms]) => ms === REPEAT_MS)!;
  (tellDue as () => void)();
  const told = { here: [expect.objectContaining({ userId: stays.userId })] };
  await vi.waitFor(() => expect(heard.find((payload) => JSON.stringify(payload).includes(stays.userId))).toEqual(told));
  expect(here().map(({ id }) => id)).toEqual([stays.userId]);
  stop();
});

it("is nothing to strangers, and nothing of a deleted project", async () => {
  const stranger = await makeMember("owner");
  await expect(say({}, stranger)).rejects.toMatchObject({ code: "not-found" });
  await db.project.update({ where: { id: project.id }, data: { deletedAt: new Date() } });
  await expect(say()).rejects.toMatchObject({ code: "not-found" });
  expect(await say({ left: "1" })).toBeNull();
});
