import { beforeEach, describe, expect, it } from "vitest";
import type { Actor } from "@/lib/access/callers/actor";
import { describeConnection } from "@/lib/connections/connection";
import type { GenerationStatus } from "@/lib/generations/lifecycle";
import { isPaused, nextInLine } from "@/lib/generations/sending/turn";
import { db, truncateAll } from "@/lib/testing/database";
import { makeGeneration, makeMember, makeProject } from "@/lib/testing/factories";
import { cancelWaiting, moveUp, pauseLine, resumeLine } from "./line";
import { getQueue } from "./queries";

let ada: Actor;
let bo: Actor;
let owner: Actor;
let projectId: string;
let account: string;
let made = 0;
beforeEach(async () => {
  await truncateAll();
  ada = await makeMember("creator");
  bo = await makeMember("creator", { teamId: ada.teamId });
  owner = await makeMember("owner", { teamId: ada.teamId });
  projectId = (await makeProject({ teamId: ada.teamId })).id;
  account = (await describeConnection(null)).account;
});

const make = async (author: Actor, status: GenerationStatus = "waiting"): Promise<string> => {
  const createdAt = new Date(Date.now() - 60_000 + made++ * 10);
  const waiting = status === "waiting" ? { waitingFor: "turn" } : { providerAccount: account, sentAt: createdAt, acceptedAt: createdAt };
  return (
    await makeGeneration({
      projectId,
      createdById: author.userId,
      status,
      createdAt,
      nextActionAt: new Date(Date.now() + 60_000),
      ...waiting,
    })
  ).id;
};
const line = (): Promise<string[]> => nextInLine(db, account, 100);
const statusOf = async (id: string): Promise<string> => (await db.generation.findUniqueOrThrow({ where: { id } })).status;

describe("moving up", () => {
  it("puts a clip before its author's others and leaves the turns of other people alone", async () => {
    const [a1, a2, b1, a3] = [await make(ada), await make(ada), await make(bo), await make(ada)];
    await moveUp(ada, { id: a3 });
    expect(await line()).toEqual([b1, a3, a1, a2]);
    await moveUp(owner, { id: a2 });
    expect((await line()).filter((id) => id !== b1)).toEqual([a2, a3, a1]);
  });

  it("is for whoever made it and for owners, and only while it waits", async () => {
    const waiting = await make(ada);
    await expect(moveUp(bo, { id: waiting })).rejects.toMatchObject({ code: "not-allowed" });
    await expect(moveUp(ada, { id: await make(ada, "running") })).rejects.toMatchObject({ code: "conflict" });
    await expect(moveUp(await makeMember("owner"), { id: waiting })).rejects.toMatchObject({ code: "not-found" });
  });
});

describe("cancelling what waits", () => {
  it("takes one's own, leaves what was sent and what others made, and takes everybody's for an owner alone", async () => {
    const [mine, sent, running, theirs] = [await make(ada), await make(ada, "queued"), await make(ada, "running"), await make(bo)];
    await expect(cancelWaiting(ada, { whose: "all" })).rejects.toMatchObject({ code: "not-allowed" });
    expect(await cancelWaiting(ada, { whose: "mine" })).toEqual({ cancelled: 1 });
    expect(await Promise.all([mine, sent, running, theirs].map(statusOf))).toEqual(["cancelled", "queued", "running", "waiting"]);
    expect(await cancelWaiting(owner, { whose: "all" })).toEqual({ cancelled: 1 });
    expect(await cancelWaiting(owner, { whose: "all" })).toEqual({ cancelled: 0 });
  });
});

describe("a pause", () => {
  it("keeps one's own waiting clips out of the line, and nobody else's, until they are let go on", async () => {
    const [mine, theirs] = [await make(ada), await make(bo)];
    await pauseLine(ada, { whose: "mine" });
    await pauseLine(ada, { whose: "mine" });
    expect(await line()).toEqual([theirs]);
    expect([await isPaused(db, mine), await isPaused(db, theirs)]).toEqual([true, false]);
    const queue = await getQueue(bo);
    expect(queue.kept).toMatchObject([{ userId: ada.userId }]);
    expect(queue.entries.find(({ generation }) => generation.id === mine)?.place).toBeNull();
    await db.generation.update({ where: { id: mine }, data: { waitingFor: "paused" } });
    await resumeLine(ada, { whose: "mine" });
    expect(await line()).toEqual([mine, theirs]);
    expect((await getQueue(bo)).kept).toEqual([]);
  });

  it("is an owner's matter for everybody, and says nothing to other teams", async () => {
    const stranger = await makeMember("creator");
    const elsewhere = await makeGeneration({
      projectId: (await makeProject({ teamId: stranger.teamId })).id,
      ...{ status: "waiting", waitingFor: "turn", createdById: stranger.userId, nextActionAt: new Date() },
    });
    await make(ada);
    await make(bo);
    await expect(pauseLine(ada, { whose: "all" })).rejects.toMatchObject({ code: "not-allowed" });
    await pauseLine(owner, { whose: "all" });
    await pauseLine(ada, { whose: "mine" });
    expect(await line()).toEqual([elsewhere.id]);
    await resumeLine(ada, { whose: "mine" });
    expect(await line()).toEqual([elsewhere.id]);
    await resumeLine(owner, { whose: "all" });
    expect(await line()).toHaveLength(3);
  });
});
