import { beforeEach, expect, it, vi } from "vitest";
import type { Actor } from "@/lib/access/callers/actor";
import { subscribe } from "@/lib/platform/events/live-events";
import { publish } from "@/lib/platform/events/publish";
import { db, truncateAll } from "@/lib/testing/database";
import { makeGeneration, makeMember } from "@/lib/testing/factories";
import { getVotes, voteFor } from "./votes";

let ada: Actor;
let bo: Actor;
let one: string;
let two: string;
beforeEach(async () => {
  await truncateAll();
  ada = await makeMember("creator");
  bo = await makeMember("owner", { teamId: ada.teamId });
  [one, two] = [
    (await makeGeneration({ teamId: ada.teamId, status: "ready" })).id,
    (await makeGeneration({ teamId: ada.teamId, status: "ready" })).id,
  ];
});

it("is told to nobody who has not voted, and then with whose it is, in whatever order the clips lie", async () => {
  expect(await voteFor(ada, { clips: [one, two], choice: two })).toMatchObject({ own: two, votes: [{ clip: two }] });
  expect(await getVotes(bo, { clips: [two, one] })).toEqual({ mayVote: true, own: null, votes: [] });
  const { votes } = await voteFor(bo, { clips: [two, one], choice: one });
  expect(votes.map(({ clip }) => clip).sort()).toEqual([one, two].sort());
  expect(votes.every(({ by }) => by !== "")).toBe(true);
});

it("is told of to every page of the team without what was chosen", async () => {
  const heard: string[] = [];
  const unsubscribe = subscribe(ada.teamId, (event) => event.kind === "vote" && heard.push(event.id));
  // The line to the database may not be there yet.
  await vi.waitFor(async () => {
    await publish(db, { teamId: ada.teamId, kind: "vote", id: "ready" });
    expect(heard).toContain("ready");
  });
  const ofVotes = () => heard.filter((id) => id !== "ready");
  await voteFor(ada, { clips: [one, two], choice: one });
  await voteFor(bo, { clips: [two, one], choice: two });
  await vi.waitFor(() => expect(ofVotes()).toHaveLength(2));
  expect(new Set(ofVotes()).size).toBe(1);
  unsubscribe();
});

it("stands once it was given, sent twice or tried anew, and is that of these clips alone", async () => {
  const third = (await makeGeneration({ teamId: ada.teamId, status: "ready" })).id;
  await voteFor(ada, { clips: [one, two], choice: two });
  expect(await voteFor(ada, { clips: [one, two], choice: one })).toMatchObject({ own: two });
  expect(await getVotes(ada, { clips: [one, two, third] })).toMatchObject({ own: null });
  expect(await db.vote.count()).toBe(1);
});

it("is not a viewer's, who only looks, and neither a stranger's nor over a deleted clip", async () => {
  const viewer = await makeMember("viewer", { teamId: ada.teamId });
  expect(await getVotes(viewer, { clips: [one, two] })).toMatchObject({ mayVote: false });
  await expect(voteFor(viewer, { clips: [one, two], choice: one })).rejects.toMatchObject({ code: "not-allowed" });
  const reviewer = await makeMember("reviewer", { teamId: ada.teamId });
  expect(await voteFor(reviewer, { clips: [one, two], choice: one })).toMatchObject({ own: one });
  const stranger = await makeMember("owner");
  await expect(getVotes(stranger, { clips: [one, two] })).rejects.toMatchObject({ code: "not-found" });
  await expect(voteFor(stranger, { clips: [one, two], choice: one })).rejects.toMatchObject({ code: "not-found" });
  await db.generation.update({ where: { id: one }, data: { deletedAt: new Date() } });
  await expect(voteFor(bo, { clips: [one, two], choice: two })).rejects.toMatchObject({ code: "not-found" });
});
