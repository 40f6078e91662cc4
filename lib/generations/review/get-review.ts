import type { Actor } from "@/lib/access/callers/actor";
import { db } from "@/lib/platform/db/client";
import type { Comment } from "@/lib/platform/db/generated/client";
import { AppError } from "@/lib/shared/errors";
import { drawingSchema, MOST_COMMENTS } from "./schema";
import type { CommentView, ReplyView, ReviewView } from "./view";

type Row = Comment & { author: { name: string }; resolvedBy: { name: string } | null };

/** What people say of a clip. @throws AppError not-found for one that is not there, deleted, or another team's */
export async function getReview({ teamId }: Pick<Actor, "teamId">, generationId: string): Promise<ReviewView> {
  const clip = await db.generation.findFirst({
    where: { id: generationId, teamId, deletedAt: null, project: { deletedAt: null } },
    select: { team: { select: { viewersMayReview: true } } },
  });
  if (!clip) throw new AppError("not-found");
  const [rows, members] = await Promise.all([
    db.comment.findMany({
      where: { teamId, generationId },
      orderBy: [{ createdAt: "asc" }, { id: "asc" }],
      take: MOST_COMMENTS,
      include: { author: { select: { name: true } }, resolvedBy: { select: { name: true } } },
    }),
    db.membership.findMany({ where: { teamId }, orderBy: [{ user: { name: "asc" } }, { userId: "asc" }], select: { user: { select: { id: true, name: true } } } }),
  ]);
  return { comments: toThreads(rows), members: members.map(({ user }) => user), viewersMayReview: clip.team.viewersMayReview };
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

const toReply = ({ id, authorId, author, text, createdAt, editedAt }: Row): ReplyView => ({
  ...{ id, author: { id: authorId, name: author.name }, text },
  ...{ at: createdAt.toISOString(), isEdited: editedAt !== null },
});
