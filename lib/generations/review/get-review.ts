import type { Actor } from "@/lib/access/callers/actor";
import { db } from "@/lib/platform/db/client";
import type { Comment } from "@/lib/platform/db/generated/client";
import { AppError } from "@/lib/shared/errors";
import { outOfSightOf } from "./out-of-sight";
import { mayReview } from "./policy";
import { drawingSchema, MOST_COMMENTS } from "./schema";
import { tellApart } from "./tell-apart";
import type { CommentView, PersonView, ReplyView, ReviewView } from "./view";

type Row = Comment & { author: { name: string } | null; resolvedBy: { name: string } | null; share: { createdById: string } | null };

/** What people say of a clip. @throws AppError not-found for one that is not there, deleted, or another team's */
export async function getReview({ teamId }: Pick<Actor, "teamId">, generationId: string): Promise<ReviewView> {
  const clip = await db.generation.findFirst({
    where: { id: generationId, teamId, deletedAt: null, project: { deletedAt: null } },
    select: { projectId: true, verdict: true, reviewDueOn: true, lockedAt: true, lockedById: true },
  });
  if (!clip) throw new AppError("not-found");
  const [rows, reviews, members, shutOut, locker] = await Promise.all([
    db.comment.findMany({
      where: { teamId, generationId },
      orderBy: [{ createdAt: "asc" }, { id: "asc" }],
      take: MOST_COMMENTS,
      include: { author: { select: { name: true } }, resolvedBy: { select: { name: true } }, share: { select: { createdById: true } } },
    }),
    db.review.findMany({
      where: { teamId, generationId },
      orderBy: [{ user: { name: "asc" } }, { userId: "asc" }],
      select: { askedAt: true, verdict: true, user: { select: { id: true, name: true } } },
    }),
    db.membership.findMany({
      where: { teamId },
      orderBy: [{ user: { name: "asc" } }, { userId: "asc" }],
      select: { role: true, user: { select: { id: true, name: true, email: true } } },
    }),
    outOfSightOf(db, teamId, clip.projectId),
    clip.lockedById && db.user.findUnique({ where: { id: clip.lockedById }, select: { name: true } }),
  ]);
  const named = tellApart(members.map(({ user }) => user));
  const people = named.map((person, index) => ({ ...person, mayReview: mayReview(members[index]!.role) && !shutOut.has(person.id) }));
  const nameOf = ({ id, name }: PersonView): string => named.find((person) => person.id === id)?.name ?? name;
  const heard = new Set(people.flatMap(({ id, mayReview }) => (mayReview ? [id] : [])));
  return {
    verdict: clip.verdict,
    // Nobody waits for somebody who left, may only look by now, or sees the project no more.
    reviewers: reviews.map(({ askedAt, verdict, user }) => ({
      id: user.id,
      name: nameOf(user),
      isAsked: askedAt !== null && heard.has(user.id),
      verdict,
    })),
    dueOn: clip.reviewDueOn?.toISOString().slice(0, 10) ?? null,
    locked: clip.lockedAt && { by: locker ? locker.name : "", at: clip.lockedAt.toISOString() },
    comments: toThreads(rows),
    members: people,
  };
}

function toThreads(rows: readonly Row[]): CommentView[] {
  const replies = Map.groupBy(rows, ({ parentId }) => parentId);
  return (replies.get(null) ?? []).map((row) => ({
    ...toReply(row),
    frames: row.fromFrame === null ? null : { from: row.fromFrame, to: row.toFrame ?? row.fromFrame },
    // What an older or newer version wrote otherwise is left out rather than shown wrong.
    drawing: row.drawing === null ? null : (drawingSchema.safeParse(row.drawing).data ?? null),
    resolved: row.resolvedAt && { by: row.resolvedBy?.name ?? "", at: row.resolvedAt.toISOString() },
    isDeleted: row.deletedAt !== null,
    replies: (replies.get(row.id) ?? []).map(toReply),
  }));
}

const toReply = ({ id, authorId, author, guestName, share, text, createdAt, editedAt }: Row): ReplyView => ({
  ...{
    id,
    author:
      authorId && author
        ? { id: authorId, name: author.name }
        : { id: null, name: guestName ?? "", isGuest: true, linkBy: share?.createdById ?? null },
    text,
  },
  ...{ at: createdAt.toISOString(), isEdited: editedAt !== null },
});
