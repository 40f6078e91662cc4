import type { Actor } from "@/lib/access/callers/actor";
import { type Tx, withTransaction } from "@/lib/platform/db/client";
import { type Comment, Prisma } from "@/lib/platform/db/generated/client";
import { touch } from "@/lib/platform/events/touch";
import { AppError } from "@/lib/shared/errors";
import type { IdInput } from "@/lib/shared/inputs";
import { lockClips, type LockedClip } from "../lock-clips";
import { recordActivity } from "./activity";
import { getReview } from "./get-review";
import { canDeleteComment, canEditComment } from "./policy";
import { requireReviewer } from "./require-reviewer";
import { type CommentInput, type EditCommentInput, MOST_COMMENTS, type ResolveCommentInput } from "./schema";
import { tellComment, tellNamed } from "./tell-comment";
import type { ReviewView } from "./view";

/**
 * Says something of a clip, or replies to what was said. The same press sent twice is one comment.
 * @returns all that is said of the clip. @throws AppError not-found, not-allowed, too-many-comments, idempotency-mismatch
 */
export async function addComment(actor: Actor, input: CommentInput): Promise<ReviewView> {
  const { id, generationId, parentId, text, frames, drawing } = input;
  const { teamId, userId } = actor;
  await withTransaction(async (tx) => {
    await requireReviewer(tx, actor);
    const clips = await lockClips(tx, actor, [generationId]);
    const known = await tx.comment.findUnique({ where: { id } });
    if (known) {
      if (known.teamId !== teamId || known.authorId !== userId || known.generationId !== generationId)
        throw new AppError("idempotency-mismatch");
      return;
    }
    if (parentId !== null) await requireThread(tx, { teamId, generationId, id: parentId });
    if ((await tx.comment.count({ where: { generationId } })) >= MOST_COMMENTS)
      throw new AppError("too-many-comments", { values: { max: MOST_COMMENTS } });
    const about =
      parentId === null ? { fromFrame: frames?.from ?? null, toFrame: frames?.to ?? null, drawing: drawing ?? Prisma.DbNull } : {};
    await tx.comment.create({ data: { id, teamId, generationId, parentId, authorId: userId, text, ...about } });
    await recordActivity(tx, actor, parentId === null ? "commented" : "replied", clips);
    await tellComment(tx, { id, teamId, parentId, text }, clips[0]!, { actorId: userId });
    await touch(tx, { id: generationId, teamId });
  });
  return getReview(actor, generationId);
}

/** A reply to a reply belongs to the same thread, so the page names what began it. */
async function requireThread(tx: Tx, where: { teamId: string; generationId: string; id: string }): Promise<void> {
  const thread = await tx.comment.findFirst({ where: { ...where, parentId: null, deletedAt: null }, select: { id: true } });
  if (!thread) throw new AppError("not-found");
}

/** Words one's own comment anew. @throws AppError not-found, not-allowed */
export const editComment = (actor: Actor, { id, text }: EditCommentInput): Promise<ReviewView> =>
  change(actor, id, async (tx, comment, clips) => {
    if (!canEditComment(actor, comment.authorId)) throw new AppError("not-allowed");
    if (comment.text === text) return;
    await tx.comment.update({ where: { id }, data: { text, editedAt: new Date() } });
    await tellNamed(tx, { id, teamId: actor.teamId, text }, clips[0]!, actor.userId);
  });

/** Says that what a thread asks for is done, or that it is not. @throws AppError not-found, not-allowed */
export const resolveComment = (actor: Actor, { id, isResolved }: ResolveCommentInput): Promise<ReviewView> =>
  change(actor, id, async (tx, comment, clips) => {
    if (comment.parentId !== null) throw new AppError("not-found");
    if ((comment.resolvedAt !== null) === isResolved) return;
    const data = isResolved ? { resolvedAt: new Date(), resolvedById: actor.userId } : { resolvedAt: null, resolvedById: null };
    await tx.comment.update({ where: { id }, data });
    await recordActivity(tx, actor, isResolved ? "resolved" : "reopened", clips);
  });

/** Takes a comment away. What others replied to it stays, under words that are gone. @throws AppError not-found, not-allowed */
export const deleteComment = (actor: Actor, { id }: IdInput): Promise<ReviewView> =>
  change(actor, id, async (tx, comment) => {
    const link =
      comment.shareId === null ? null : await tx.share.findUnique({ where: { id: comment.shareId }, select: { createdById: true } });
    if (!canDeleteComment(actor, { authorId: comment.authorId, linkBy: link?.createdById ?? null })) throw new AppError("not-allowed");
    const parentId = comment.parentId ?? id;
    const hasReplies = (await tx.comment.count({ where: { teamId: actor.teamId, parentId, id: { not: id } } })) > 0;
    if (comment.parentId === null && hasReplies)
      await tx.comment.update({ where: { id }, data: { text: "", drawing: Prisma.DbNull, deletedAt: new Date() } });
    else await tx.comment.delete({ where: { id } });
    // The last reply to words that are gone takes the thread along.
    if (comment.parentId !== null && !hasReplies) await tx.comment.deleteMany({ where: { id: parentId, deletedAt: { not: null } } });
  });

/** Holds the comment's clip, so that nobody replies to what goes, and tells the pages of what became of it. */
async function change(
  actor: Actor,
  id: string,
  apply: (tx: Tx, comment: Comment, clips: readonly LockedClip[]) => Promise<void>,
): Promise<ReviewView> {
  const generationId = await withTransaction(async (tx) => {
    const where = { id, teamId: actor.teamId, deletedAt: null };
    const found = await tx.comment.findFirst({ where, select: { generationId: true } });
    if (!found) throw new AppError("not-found");
    await requireReviewer(tx, actor);
    const clips = await lockClips(tx, actor, [found.generationId]);
    const comment = await tx.comment.findFirst({ where });
    if (!comment) throw new AppError("not-found");
    await apply(tx, comment, clips);
    await touch(tx, { id: found.generationId, teamId: actor.teamId });
    return found.generationId;
  });
  return getReview(actor, generationId);
}
