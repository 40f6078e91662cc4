import { describe, expect, it, vi } from "vitest";
import { parseInput } from "@/lib/access/doors/parse-input";
import type { Actor } from "@/lib/access/callers/actor";
import { withTransaction } from "@/lib/platform/db/client";
import { db } from "@/lib/testing/database";
import { makeGeneration, makeMember, makeProject } from "@/lib/testing/factories";
import { newId } from "@/lib/shared/ids";
import { shareProject } from "@/lib/projects/share-project";
import { changeRole } from "@/lib/teams/change-role";
import { removeMember } from "@/lib/teams/remove-member";
import { deleteGenerations, restoreGenerations } from "../asking/delete";
import { deleteProject } from "../asking/delete-project";
import { markClips } from "../marks/mark";
import { moveClips } from "../marks/move";
import { markSchema } from "../marks/schema";
import { getGeneration } from "../queries";
import { listActivity } from "./activity";
import { addComment } from "./comment";
import { decide } from "./decide";
import { dismissVerdict } from "./dismiss";
import { getReview } from "./get-review";
import { listWaiting } from "./list-waiting";
import { lockClip } from "./lock";
import { planReview } from "./plan-review";
import { commentSchema } from "./schema";

async function makeClip() {
  const ada = await makeMember("creator");
  const { teamId } = ada;
  const [bo, viewer] = [await makeMember("creator", { teamId }), await makeMember("viewer", { teamId })];
  const owner = await makeMember("owner", { teamId });
  const project = await makeProject({ teamId, createdById: ada.userId });
  const clip = await makeGeneration({ teamId, projectId: project.id, createdById: ada.userId, status: "ready" });
  return { ada, bo, viewer, owner, project, id: clip.id };
}

const mark = (actor: Actor, id: string, said: object) => markClips(actor, parseInput(markSchema, { ids: [id], ...said }));
const verdictOf = async (actor: Actor, id: string) => (await getGeneration(actor, id)).marks?.verdict ?? null;

describe("a clip's verdict", () => {
  it("follows from what each person said: who wants changes is heard first, and each takes back their own alone", async () => {
    const { ada, bo, id } = await makeClip();
    await mark(ada, id, { verdict: "approved" });
    expect(await verdictOf(ada, id)).toBe("approved");
    await decide(bo, { id, verdict: "rejected" });
    expect(await verdictOf(ada, id)).toBe("rejected");
    await mark(ada, id, { verdict: null });
    expect(await verdictOf(ada, id)).toBe("rejected");
    await mark(ada, id, { verdict: "approved" });
    const { verdict, reviewers } = await decide(bo, { id, verdict: null });
    expect(verdict).toBe("approved");
    expect(reviewers).toMatchObject([{ id: ada.userId, verdict: "approved", isAsked: false }]);
  });

  it("is held up by nobody who lost sight of its project, until they see it again, and they cannot be asked meanwhile", async () => {
    const { ada, bo, project, id } = await makeClip();
    const open = (isPrivate: boolean, people: string[]) => shareProject(ada, { id: project.id, isPrivate, people });
    await mark(ada, id, { verdict: "approved" });
    await decide(bo, { id, verdict: "rejected" });
    await open(true, []);
    expect(await verdictOf(ada, id)).toBe("approved");
    expect((await getReview(ada, id)).members).toContainEqual(expect.objectContaining({ id: bo.userId, mayReview: false }));
    await expect(planReview(ada, { id, reviewers: [bo.userId], dueOn: null })).rejects.toMatchObject({ code: "not-found" });
    await open(true, [bo.userId]);
    expect(await verdictOf(ada, id)).toBe("rejected");
    await decide(bo, { id, verdict: null });
    await planReview(ada, { id, reviewers: [bo.userId], dueOn: null });
    expect(await verdictOf(ada, id)).toBeNull();
    await open(true, []);
    const review = await getReview(ada, id);
    expect([review.verdict, review.reviewers.find((one) => one.id === bo.userId)?.isAsked]).toEqual(["approved", false]);
    await open(false, []);
    expect(await verdictOf(ada, id)).toBeNull();
    // Moved to where they do not see it: the same.
    const closed = await makeProject({ teamId: ada.teamId, isPrivate: true });
    await moveClips(ada, { ids: [id], projectId: closed.id });
    expect(await verdictOf(ada, id)).toBe("approved");
  });

  it("waits for whoever was asked, by a day, and not for somebody who is no member any more", async () => {
    const { ada, bo, viewer, id } = await makeClip();
    await mark(ada, id, { verdict: "approved" });
    const planned = await planReview(ada, { id, reviewers: [bo.userId], dueOn: "2026-12-24" });
    expect(planned).toMatchObject({ verdict: null, dueOn: "2026-12-24" });
    expect(await listWaiting(bo)).toMatchObject([{ id, dueOn: "2026-12-24", hasPoster: false }]);
    expect(await listWaiting(ada)).toEqual([]);
    expect((await decide(bo, { id, verdict: "approved" })).verdict).toBe("approved");
    expect(await listWaiting(bo)).toEqual([]);
    // Nobody who was asked loses what they said by not being asked any more.
    const unasked = await planReview(ada, { id, reviewers: [], dueOn: null });
    expect(unasked.reviewers.map(({ verdict, isAsked }) => [verdict, isAsked])).toEqual([
      ["approved", false],
      ["approved", false],
    ]);
    const stranger = await makeMember("creator");
    for (const nobody of [viewer.userId, stranger.userId])
      await expect(planReview(ada, { id, reviewers: [nobody], dueOn: null })).rejects.toMatchObject({ code: "not-found" });
    const cy = await makeMember("creator", { teamId: ada.teamId });
    expect((await planReview(ada, { id, reviewers: [cy.userId], dueOn: null })).verdict).toBeNull();
    await db.membership.delete({ where: { teamId_userId: { teamId: ada.teamId, userId: cy.userId } } });
    expect((await decide(bo, { id, verdict: "approved" })).verdict).toBe("approved");
  });

  it("is for reviewers to say, and not for viewers", async () => {
    const { viewer, id } = await makeClip();
    await expect(decide(viewer, { id, verdict: "approved" })).rejects.toMatchObject({ code: "not-allowed" });
    const reviewer = await makeMember("reviewer", { teamId: viewer.teamId });
    expect((await decide(reviewer, { id, verdict: "approved" })).verdict).toBe("approved");
  });

  it("is held up by nobody who left or may only look by now, and by a viewer again who becomes a reviewer", async () => {
    const { ada, bo, owner, id } = await makeClip();
    const cy = await makeMember("creator", { teamId: ada.teamId });
    await mark(ada, id, { verdict: "approved" });
    await mark(bo, id, { verdict: "rejected" });
    await planReview(ada, { id, reviewers: [cy.userId], dueOn: null });
    const before = await getGeneration(ada, id);
    await changeRole(owner, { userId: bo.userId, role: "viewer" });
    expect(await verdictOf(ada, id)).toBeNull();
    expect((await getGeneration(ada, id)).revision).toBeGreaterThan(before.revision);
    await removeMember(owner, { userId: cy.userId });
    expect(await verdictOf(ada, id)).toBe("approved");
    expect((await getReview(ada, id)).reviewers.filter(({ isAsked }) => isAsked)).toEqual([]);
    await changeRole(owner, { userId: bo.userId, role: "reviewer" });
    expect(await verdictOf(ada, id)).toBe("rejected");
    await changeRole(owner, { userId: bo.userId, role: "viewer" });
    await lockClip(ada, { id, isLocked: true });
    await changeRole(owner, { userId: bo.userId, role: "creator" });
    expect(await verdictOf(ada, id)).toBe("approved");
  });

  it("is said by nobody who is taken out of the team in that moment", async () => {
    const { ada, bo, id } = await makeClip();
    const [isGoing, mayGo] = [Promise.withResolvers<void>(), Promise.withResolvers<void>()];
    const removal = withTransaction(async (tx) => {
      await tx.membership.delete({ where: { teamId_userId: { teamId: bo.teamId, userId: bo.userId } } });
      isGoing.resolve();
      await mayGo.promise;
    });
    await isGoing.promise;
    const said = [decide(bo, { id, verdict: "rejected" }), mark(bo, id, { verdict: "rejected" })];
    const refusals = Promise.all(said.map((one) => expect(one).rejects.toMatchObject({ code: "not-found" })));
    await vi.waitFor(async () => {
      const waiting = await db.$queryRaw<unknown[]>`
        SELECT 1 FROM pg_stat_activity WHERE datname = current_database() AND wait_event_type = 'Lock'`;
      expect(waiting).toHaveLength(said.length);
    });
    mayGo.resolve();
    await removal;
    await refusals;
    expect([await verdictOf(ada, id), await db.review.count({ where: { generationId: id } })]).toEqual([null, 0]);
  });

  it("is freed by an owner of what somebody wants changed, which the activity tells with both names, and not while it is locked", async () => {
    const { ada, bo, owner, project, id } = await makeClip();
    await mark(ada, id, { verdict: "approved" });
    await planReview(ada, { id, reviewers: [bo.userId], dueOn: null });
    await decide(bo, { id, verdict: "rejected" });
    await expect(dismissVerdict(owner, { id, userId: ada.userId })).rejects.toMatchObject({ code: "not-found" });
    const after = await dismissVerdict(owner, { id, userId: bo.userId });
    expect(after).toMatchObject({ verdict: "approved", reviewers: [{ id: ada.userId }] });
    const { items } = await listActivity(owner, project.id, null);
    const [of, by] = await Promise.all([bo, owner].map(({ userId }) => db.user.findUniqueOrThrow({ where: { id: userId } })));
    expect(items[0]).toMatchObject({ kind: "dismissed", by: by!.name, whose: of!.name });
    await db.generation.update({ where: { id }, data: { lockedAt: new Date() } });
    await db.review.create({ data: { teamId: ada.teamId, generationId: id, userId: bo.userId, verdict: "rejected" } });
    await expect(dismissVerdict(owner, { id, userId: bo.userId })).rejects.toMatchObject({ code: "clip-locked" });
    const stranger = await makeMember("owner");
    await expect(dismissVerdict(stranger, { id, userId: bo.userId })).rejects.toMatchObject({ code: "not-found" });
  });

  it("of another team's clip is not found", async () => {
    const { ada, id } = await makeClip();
    const stranger = await makeMember("owner");
    const tries = [
      () => decide(stranger, { id, verdict: "approved" }),
      () => lockClip(stranger, { id, isLocked: true }),
      () => planReview(stranger, { id, reviewers: [], dueOn: null }),
    ];
    for (const attempt of tries) await expect(attempt()).rejects.toMatchObject({ code: "not-found" });
    expect((await getReview(ada, id)).reviewers).toEqual([]);
  });
});

describe("a locked clip", () => {
  it("has been approved, and is neither thrown away, moved nor judged anew until it is unlocked", async () => {
    const { ada, bo, owner, project, id } = await makeClip();
    await expect(lockClip(ada, { id, isLocked: true })).rejects.toMatchObject({ code: "not-approved" });
    await mark(ada, id, { verdict: "approved" });
    expect((await lockClip(bo, { id, isLocked: true })).locked).not.toBeNull();
    expect((await getGeneration(ada, id)).marks?.isLocked).toBe(true);
    const to = await makeProject({ teamId: ada.teamId });
    const tries = [
      () => deleteGenerations(owner, { ids: [id] }),
      () => moveClips(ada, { ids: [id], projectId: to.id }),
      () => mark(ada, id, { verdict: "rejected" }),
      () => mark(ada, id, { verdict: null }),
      () => decide(bo, { id, verdict: "rejected" }),
      () => planReview(ada, { id, reviewers: [], dueOn: null }),
      () => deleteProject(owner, { id: project.id }),
    ];
    for (const attempt of tries) await expect(attempt()).rejects.toMatchObject({ code: "clip-locked" });
    const kept = await db.generation.findUniqueOrThrow({ where: { id } });
    expect(kept).toMatchObject({ projectId: project.id, deletedAt: null, verdict: "approved" });
    // Words and stars say nothing against it.
    await mark(ada, id, { rating: 5, name: "The one" });
    await addComment(bo, parseInput(commentSchema, { id: newId(), generationId: id, text: "Done" }));
    await lockClip(bo, { id, isLocked: false });
    await deleteGenerations(ada, { ids: [id] });
    await restoreGenerations(ada, { ids: [id] });
    await moveClips(ada, { ids: [id], projectId: to.id });
    await deleteProject(owner, { id: project.id });
  });

  it("is not in a project that was deleted at the same moment", async () => {
    const { ada, owner, project, id } = await makeClip();
    await mark(ada, id, { verdict: "approved" });
    const outcomes = await db.$transaction(
      async (tx) => {
        await tx.project.update({ where: { id: project.id }, data: { deletedAt: new Date() } });
        const locking = lockClip(owner, { id, isLocked: true }).catch((error: unknown) => error);
        const waiting = () => db.$queryRaw`
          SELECT 1 FROM pg_stat_activity WHERE datname = current_database() AND wait_event_type = 'Lock'`;
        await expect.poll(waiting).toHaveLength(1);
        return { locking };
      },
      { timeout: 40_000 },
    );
    expect(await outcomes.locking).toMatchObject({ code: "not-found" });
    expect((await db.generation.findUniqueOrThrow({ where: { id } })).lockedAt).toBeNull();
  });

  it("stands in the way of all that were chosen with it", async () => {
    const { ada, project, id } = await makeClip();
    const other = await makeGeneration({ teamId: ada.teamId, projectId: project.id, createdById: ada.userId, status: "ready" });
    await mark(ada, id, { verdict: "approved" });
    await lockClip(ada, { id, isLocked: true });
    await expect(deleteGenerations(ada, { ids: [other.id, id] })).rejects.toMatchObject({ code: "clip-locked", values: { count: 2 } });
    expect((await db.generation.findUniqueOrThrow({ where: { id: other.id } })).deletedAt).toBeNull();
  });
});

describe("activity", () => {
  it("tells who did what in a project, the newest first, page by page and each once", async () => {
    const { ada, bo, project, id } = await makeClip();
    await mark(ada, id, { rating: 4, verdict: "approved" });
    await lockClip(bo, { id, isLocked: true });
    const { items, nextCursor } = await listActivity(ada, project.id, null);
    expect(items.map(({ kind, stars }) => [kind, stars])).toEqual([
      ["locked", null],
      ["approved", null],
      ["rated", 4],
    ]);
    expect(items[0]).toMatchObject({ clip: { id, isHere: true } });
    expect(nextCursor).toBeNull();
    for (let count = 0; count < 50; count++) await mark(ada, id, { rating: count % 6 });
    const first = await listActivity(ada, project.id, null);
    await mark(bo, id, { rating: 1 });
    const second = await listActivity(ada, project.id, first.nextCursor);
    const told = [...first.items, ...second.items].map((one) => one.id);
    expect(told).toHaveLength(53);
    expect(new Set(told).size).toBe(53);
    expect(second.nextCursor).toBeNull();
    expect((await listActivity(ada, project.id, "nonsense")).items).toHaveLength(40);
    const stranger = await makeMember("owner");
    expect((await listActivity(stranger, project.id, null)).items).toEqual([]);
  });

  it("is added to and never changed, and is read by its index", async () => {
    const { ada, project, id } = await makeClip();
    await mark(ada, id, { verdict: "approved" });
    await expect(db.activity.updateMany({ data: { kind: "locked" } })).rejects.toThrow(/append-only/);
    const plan = await db.$transaction(async (tx) => {
      await tx.$executeRaw`SET LOCAL enable_seqscan = off`;
      await tx.$executeRaw`SET LOCAL enable_sort = off`;
      return tx.$queryRaw<{ "QUERY PLAN": string }[]>`
        EXPLAIN SELECT id FROM activities WHERE project_id = ${project.id}::uuid AND team_id = ${ada.teamId}::uuid AND id < 99 ORDER BY id DESC LIMIT 41`;
    });
    const text = plan.map((line) => line["QUERY PLAN"]).join("\n");
    expect(text).toContain("activities_project_id_id_idx");
    expect(text).toMatch(/Index Cond:.*id < /);
  });
});
