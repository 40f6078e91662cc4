import { describe, expect, it } from "vitest";
import pg from "pg";
import { parseInput } from "@/lib/access/doors/parse-input";
import type { Actor } from "@/lib/access/callers/actor";
import { databaseUrl, db } from "@/lib/testing/database";
import { makeGeneration, makeMember } from "@/lib/testing/factories";
import { sequentialScans, statementsOf } from "@/lib/testing/query-plans";
import { newId } from "@/lib/shared/ids";
import { deleteGenerations } from "../asking/delete";
import { getGeneration } from "../queries";
import { addComment, deleteComment, editComment, resolveComment } from "./comment";
import { getReview } from "./get-review";
import { commentSchema, MOST_COMMENTS } from "./schema";

async function makeClip(role: Actor["role"] = "creator") {
  const ada = await makeMember(role);
  const bo = await makeMember("creator", { teamId: ada.teamId });
  const clip = await makeGeneration({ teamId: ada.teamId, createdById: ada.userId, status: "ready" });
  return { ada, bo, id: clip.id };
}

type Said = Partial<Parameters<typeof parseInput<typeof commentSchema>>[1] & object>;
const say = async (actor: Actor, generationId: string, said: Said = {}) =>
  addComment(actor, parseInput(commentSchema, { id: newId(), generationId, text: "Brighter", ...said }));

describe("a comment", () => {
  it("is about a frame, a range or the whole clip, carries a drawing, and is on the card until it is resolved", async () => {
    const { ada, bo, id } = await makeClip();
    const before = await getGeneration(ada, id);
    const drawing = [{ ink: "failed" as const, points: [[0, 0.123456] as [number, number], [1, 1] as [number, number]] }];
    await say(ada, id, { text: "  Brighter,\nplease ", frames: { from: 24, to: 48 }, drawing });
    const { comments } = await say(bo, id, { text: "Nice" });
    expect(comments).toMatchObject([
      {
        ...{ text: "Brighter,\nplease", frames: { from: 24, to: 48 }, resolved: null, isEdited: false },
        ...{
          author: { id: ada.userId },
          drawing: [
            {
              ink: "failed",
              points: [
                [0, 0.1235],
                [1, 1],
              ],
            },
          ],
        },
      },
      { text: "Nice", frames: null, drawing: null },
    ]);
    const card = await getGeneration(ada, id);
    expect(card.openComments).toBe(2);
    expect(card.revision).toBeGreaterThan(before.revision);
    const resolved = await resolveComment(bo, { id: comments[0]!.id, isResolved: true });
    expect(resolved.comments[0]!.resolved?.at).toBeTruthy();
    expect((await getGeneration(ada, id)).openComments).toBe(1);
    await resolveComment(ada, { id: comments[0]!.id, isResolved: false });
    expect((await getGeneration(ada, id)).openComments).toBe(2);
  });

  it("is replied to one level deep, and a reply is neither counted nor resolved", async () => {
    const { ada, bo, id } = await makeClip();
    const [thread] = (await say(ada, id)).comments;
    const replied = await say(bo, id, { parentId: thread!.id, text: "Done", frames: { from: 1, to: 2 } });
    expect(replied.comments).toMatchObject([{ text: "Brighter", replies: [{ text: "Done", author: { id: bo.userId } }] }]);
    const [reply] = replied.comments[0]!.replies;
    expect((await getGeneration(ada, id)).openComments).toBe(1);
    await expect(say(ada, id, { parentId: reply!.id })).rejects.toMatchObject({ code: "not-found" });
    await expect(resolveComment(ada, { id: reply!.id, isResolved: true })).rejects.toMatchObject({ code: "not-found" });
    const other = await makeGeneration({ teamId: ada.teamId, createdById: ada.userId, status: "ready" });
    await expect(say(ada, other.id, { parentId: thread!.id })).rejects.toMatchObject({ code: "not-found" });
  });

  it("that is sent twice is one, and another's id is no way to change it", async () => {
    const { ada, bo, id } = await makeClip();
    const key = newId();
    const answers = await Promise.all([1, 2, 3].map(() => say(ada, id, { id: key })));
    expect(answers.map(({ comments }) => comments.length)).toEqual([1, 1, 1]);
    await expect(say(bo, id, { id: key, text: "Mine" })).rejects.toMatchObject({ code: "idempotency-mismatch" });
    const stranger = await makeClip();
    await expect(say(stranger.ada, stranger.id, { id: key })).rejects.toMatchObject({ code: "idempotency-mismatch" });
    expect((await getReview(ada, id)).comments).toMatchObject([{ text: "Brighter" }]);
  });

  it("is worded anew by its author alone, and deleted by its author or an owner", async () => {
    const { ada, bo, id } = await makeClip();
    const owner = await makeMember("owner", { teamId: ada.teamId });
    const [mine] = (await say(ada, id)).comments;
    for (const other of [bo, owner])
      await expect(editComment(other, { id: mine!.id, text: "x" })).rejects.toMatchObject({ code: "not-allowed" });
    await expect(deleteComment(bo, { id: mine!.id })).rejects.toMatchObject({ code: "not-allowed" });
    expect((await editComment(ada, { id: mine!.id, text: "Darker" })).comments).toMatchObject([{ text: "Darker", isEdited: true }]);
    expect((await deleteComment(owner, { id: mine!.id })).comments).toEqual([]);
    await expect(editComment(ada, { id: mine!.id, text: "x" })).rejects.toMatchObject({ code: "not-found" });
  });

  it("that goes leaves what others replied to it, until the last of that goes too", async () => {
    const { ada, bo, id } = await makeClip();
    const [thread] = (await say(ada, id, { drawing: [{ ink: "text", points: [[0, 0]] }] })).comments;
    await say(bo, id, { parentId: thread!.id, text: "Why?" });
    const { comments } = await deleteComment(ada, { id: thread!.id });
    expect(comments).toMatchObject([{ text: "", drawing: null, isDeleted: true, replies: [{ text: "Why?" }] }]);
    expect((await getGeneration(ada, id)).openComments).toBeUndefined();
    await expect(say(ada, id, { parentId: thread!.id })).rejects.toMatchObject({ code: "not-found" });
    expect((await deleteComment(bo, { id: comments[0]!.replies[0]!.id })).comments).toEqual([]);
  });

  it("is refused with a reason for the field: empty, too long, a range that ends before it begins, a drawing beyond measure", async () => {
    const { ada, id } = await makeClip();
    const line = Array.from({ length: 1000 }, () => [0.5, 0.5] as [number, number]);
    const fieldsOf = (said: Said) => say(ada, id, said).catch(({ fields }: { fields: unknown }) => fields);
    expect(await fieldsOf({ text: "\u200b \n" })).toEqual({ text: { code: "required" } });
    expect(await fieldsOf({ text: "x".repeat(2001) })).toEqual({ text: { code: "tooLong", values: { max: 2000 } } });
    expect(await fieldsOf({ frames: { from: 5, to: 4 } })).toEqual({ frames: { code: "invalid" } });
    const strokes = Array.from({ length: 5 }, () => ({ ink: "text" as const, points: line }));
    expect(await fieldsOf({ drawing: strokes })).toEqual({ drawing: { code: "drawingTooLarge" } });
    expect(await fieldsOf({ drawing: [{ ink: "text", points: [[0, 1.01]] }] })).toHaveProperty(["drawing.0.points.0.1"]);
    await db.comment.createMany({
      data: Array.from({ length: MOST_COMMENTS }, () => ({
        id: newId(),
        teamId: ada.teamId,
        generationId: id,
        authorId: ada.userId,
        text: "x",
      })),
    });
    await expect(say(ada, id)).rejects.toMatchObject({ code: "too-many-comments" });
  });

  it("is for creators and reviewers, and not for viewers", async () => {
    const { ada, id } = await makeClip();
    const viewer = await makeMember("viewer", { teamId: ada.teamId });
    await expect(say(viewer, id)).rejects.toMatchObject({ code: "not-allowed" });
    const reviewer = await makeMember("reviewer", { teamId: ada.teamId });
    expect((await say(reviewer, id)).comments).toHaveLength(1);
  });

  it("is nobody's outside of the team, and goes with a clip that is in the trash", async () => {
    const { ada, id } = await makeClip();
    const [mine] = (await say(ada, id)).comments;
    const stranger = await makeMember("owner");
    const tries = [
      () => getReview(stranger, id),
      () => say(stranger, id),
      () => editComment(stranger, { id: mine!.id, text: "x" }),
      () => resolveComment(stranger, { id: mine!.id, isResolved: true }),
      () => deleteComment(stranger, { id: mine!.id }),
    ];
    for (const attempt of tries) await expect(attempt()).rejects.toMatchObject({ code: "not-found" });
    await deleteGenerations(ada, { ids: [id] });
    await expect(getReview(ada, id)).rejects.toMatchObject({ code: "not-found" });
    await expect(resolveComment(ada, { id: mine!.id, isResolved: true })).rejects.toMatchObject({ code: "not-found" });
  });
});

it("comments are read by their clip, however many others there are", async () => {
  const { ada, id } = await makeClip();
  await say(ada, id);
  const statements = await statementsOf(async () => {
    await getReview(ada, id);
    await getGeneration(ada, id);
  });
  const client = new pg.Client({ connectionString: databaseUrl });
  await client.connect();
  try {
    // Of one row anything is quick; what it would do with a million is asked for.
    await client.query("SET enable_seqscan = off");
    expect(await sequentialScans(client, statements, ["comments"])).toEqual([]);
  } finally {
    await client.end();
  }
});
