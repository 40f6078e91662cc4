import { beforeEach, describe, expect, it } from "vitest";
import type { Actor } from "@/lib/access/callers/actor";
import { tellLimits } from "@/lib/budgets/tell-limits";
import { recordTransition } from "@/lib/generations/record-transition";
import { addComment, deleteComment, editComment } from "@/lib/generations/review/comment";
import { decide } from "@/lib/generations/review/decide";
import { planReview } from "@/lib/generations/review/plan-review";
import { withTransaction } from "@/lib/platform/db/client";
import type { Generation } from "@/lib/platform/db/generated/client";
import { mentionToken } from "@/lib/models/mention-tokens";
import { shareProject } from "@/lib/projects/share-project";
import { removeMember } from "@/lib/teams/remove-member";
import { newId } from "@/lib/shared/ids";
import { db, truncateAll } from "@/lib/testing/database";
import { makeGeneration, makeMember, makeProject } from "@/lib/testing/factories";
import { markRead } from "./mark-read";
import { countUnread, listNotifications } from "./queries";

let owner: Actor, maker: Actor, reviewer: Actor, clip: Generation;

beforeEach(async () => {
  await truncateAll();
  owner = await makeMember("owner");
  const { teamId } = owner;
  [maker, reviewer] = await Promise.all([makeMember("creator", { teamId }), makeMember("reviewer", { teamId })]);
  const project = await makeProject({ teamId, name: "Dawn" });
  clip = await makeGeneration({ teamId, projectId: project.id, createdById: maker.userId, status: "ready", name: "Gulls" });
});

const say = async (actor: Actor, text: string, parentId: string | null = null): Promise<string> => {
  const id = newId();
  await addComment(actor, { id, generationId: clip.id, parentId, text, frames: null, drawing: null });
  return id;
};
const linesOf = async (actor: Actor): Promise<string[]> => (await listNotifications(actor, "en")).items.map(({ text }) => text);
const nameOf = async ({ userId }: Actor): Promise<string> => (await db.user.findUniqueOrThrow({ where: { id: userId } })).name;
const saving = () => makeGeneration({ teamId: owner.teamId, projectId: clip.projectId, createdById: maker.userId, status: "saving" });
const archive = (id: string) => withTransaction((tx) => recordTransition(tx, id, { event: "archive" }));

describe("people are told", () => {
  it("once of one comment, as mention before comment, and never of their own", async () => {
    const id = await say(reviewer, `Brighter, ${mentionToken(maker.userId)}`);
    await editComment(reviewer, { id, text: `Much brighter, ${mentionToken(maker.userId)} and ${mentionToken(owner.userId)}` });
    const by = await nameOf(reviewer);
    expect(await linesOf(maker)).toEqual([`${by} mentioned you on “Gulls”`]);
    expect(await linesOf(owner)).toEqual([`${by} mentioned you on “Gulls”`]);
    expect(await linesOf(reviewer)).toEqual([]);
    const { items } = await listNotifications(maker, "zh-Hans");
    expect(items[0]).toMatchObject({ quote: `Much brighter, @${await nameOf(maker)} and @${await nameOf(owner)}` });
    expect(items[0]!.href).toMatch(new RegExp(`clip=${clip.id}#${id}$`));
  });

  it("of replies in a thread that they are in, and of nothing that was taken back", async () => {
    const thread = await say(reviewer, "Brighter");
    const reply = await say(maker, "Now?", thread);
    expect(await linesOf(reviewer)).toEqual([`${await nameOf(maker)} commented on “Gulls”`]);
    await deleteComment(maker, { id: reply });
    expect(await countUnread(reviewer)).toBe(0);
  });

  it("of being asked and of what is said of their clip, and not again of what was said already", async () => {
    await planReview(maker, { id: clip.id, reviewers: [reviewer.userId], dueOn: null });
    await planReview(maker, { id: clip.id, reviewers: [reviewer.userId], dueOn: "2030-01-01" });
    expect(await linesOf(reviewer)).toEqual([`${await nameOf(maker)} asks you to review “Gulls”`]);
    for (const verdict of ["rejected", "rejected", "approved"] as const) await decide(reviewer, { id: clip.id, verdict });
    const by = await nameOf(reviewer);
    expect(await linesOf(maker)).toEqual([`${by} approved “Gulls”`, `${by} wants changes to “Gulls”`]);
  });

  it("of clips that are ready in one line for a project, each once", async () => {
    const clips = await Promise.all([saving(), saving(), saving()]);
    for (const { id } of clips) await archive(id);
    await archive(clips[0].id);
    expect(await linesOf(maker)).toEqual(["3 clips are ready in Dawn"]);
    expect(await countUnread(maker)).toBe(3);
  });

  it("of nothing where what would be told is undone", async () => {
    const { id } = await saving();
    const undone = withTransaction(async (tx) => {
      await recordTransition(tx, id, { event: "archive" });
      throw new Error("undo");
    });
    await expect(undone).rejects.toThrow("undo");
    expect(await db.notification.count()).toBe(0);
  });

  it("of nothing in a project that is closed to them, now or later, and of nothing after they left", async () => {
    await say(maker, `Look, ${mentionToken(reviewer.userId)}`);
    expect(await countUnread(reviewer)).toBe(1);
    await shareProject(owner, { id: clip.projectId, isPrivate: true, people: [maker.userId] });
    expect(await countUnread(reviewer)).toBe(0);
    expect(await linesOf(reviewer)).toEqual([]);
    await say(maker, `And here, ${mentionToken(reviewer.userId)} ${mentionToken(owner.userId)}`);
    expect(await db.notification.count({ where: { userId: reviewer.userId } })).toBe(1);
    expect(await countUnread(owner)).toBe(1);
    await removeMember(owner, { userId: reviewer.userId });
    expect(await db.notification.count({ where: { userId: reviewer.userId } })).toBe(0);
  });

  it("of a limit at 80 and at 100 per cent, each once, however often and by however many workers it is looked at", async () => {
    const { teamId } = owner;
    const limit = { teamId, scope: "team" as const, subjectId: teamId };
    await db.spendLimit.create({ data: { ...limit, monthMicros: 1_000n } });
    const spend = (micros: bigint) => db.spendTotal.updateMany({ where: { teamId }, data: { micros } });
    await db.spendTotal.create({
      data: { ...{ teamId, projectId: clip.projectId, userId: maker.userId, model: "seedance-2.0", isEmulated: true }, ...TOTAL },
    });
    await spend(799n);
    await tellLimits();
    expect(await linesOf(owner)).toEqual([]);
    await spend(800n);
    await Promise.all([tellLimits(), tellLimits()]);
    await spend(1_000n);
    await Promise.all([tellLimits(), tellLimits()]);
    expect(await linesOf(owner)).toEqual([
      "The team used 100 % of what may be spent this month",
      "The team used 80 % of what may be spent this month",
    ]);
    expect(await linesOf(maker)).toEqual([]);
  });
});

it("what was read stays read, for whoever read it alone, and what comes in between stays new", async () => {
  await say(reviewer, `${mentionToken(maker.userId)} ${mentionToken(owner.userId)}`);
  const { items } = await listNotifications(maker, "en");
  await say(reviewer, "And this");
  await markRead(maker, { until: new Date(items[0]!.at) });
  expect(await countUnread(maker)).toBe(1);
  expect(await countUnread(owner)).toBe(1);
  await markRead(owner, { ids: items[0]!.ids });
  expect(await countUnread(owner)).toBe(1);
});

const TOTAL = {
  day: new Date(new Date().toISOString().slice(0, 10)),
  kind: "settled",
  state: "ready",
  clips: 1,
  tokens: 1n,
  micros: 0n,
  estimatedMicros: 0n,
  unpriced: 0,
} as const;
