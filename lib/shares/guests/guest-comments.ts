import type { Visitor } from "@/lib/access/callers/actor";
import { addGuestComment } from "@/lib/generations/review/guest-comment";
import { FRAMES_PER_SECOND } from "@/lib/models/catalog";
import { piecesOf } from "@/lib/models/mention-tokens";
import { db } from "@/lib/platform/db/client";
import { AppError } from "@/lib/shared/errors";
import { clipsOf } from "../copies/clips-of";
import { type Guest, type LiveShare, requireShare } from "./find-share";
import { guestOfAction } from "./guest-of-action";
import type { GuestCommentInput } from "../schema";
import type { GuestReply, GuestThread } from "../view";

/** A guest says something of a clip, or replies. The same press sent twice is one comment. @throws AppError not-found, too-many-requests, too-many-comments */
export async function sayAsGuest(visitor: Visitor, input: GuestCommentInput): Promise<GuestThread[]> {
  const share = await requireShare(await guestOfAction(visitor, input.token));
  if (!share.allowsComments) throw new AppError("not-found");
  const [shown] = await db.$queryRaw<unknown[]>`
    SELECT 1 FROM (${clipsOf(share)}) AS shown WHERE shown.id = ${input.generationId}::uuid`;
  if (!shown) throw new AppError("not-found");
  const frame = input.second === null ? null : Math.floor(input.second * FRAMES_PER_SECOND);
  await addGuestComment({ ...input, teamId: share.teamId, shareId: share.id, frame });
  return readThreads(share);
}

/** What was said through this link. @throws AppError not-found */
export async function listGuestComments(guest: Guest): Promise<GuestThread[]> {
  const share = await requireShare(guest);
  if (!share.allowsComments) throw new AppError("not-found");
  return readThreads(share);
}

/** Only what guests of this link began, and what was replied to it: what the team says among itself is for no guest. */
export async function readThreads(share: LiveShare): Promise<GuestThread[]> {
  const { id, teamId } = share;
  const shown = await db.$queryRaw<{ id: string }[]>(clipsOf(share));
  const author = { author: { select: { name: true } } } as const;
  const rows = await db.comment.findMany({
    where: { shareId: id, teamId, parentId: null, deletedAt: null, generationId: { in: shown.map((clip) => clip.id) } },
    orderBy: [{ createdAt: "asc" }, { id: "asc" }],
    include: { ...author, replies: { where: { deletedAt: null }, orderBy: [{ createdAt: "asc" }, { id: "asc" }], include: author } },
  });
  const members = new Map(
    (await db.membership.findMany({ where: { teamId }, select: { user: { select: { id: true, name: true } } } })).map(({ user }) => [
      user.id,
      user.name,
    ]),
  );
  const reply = (row: Omit<(typeof rows)[number], "replies">): GuestReply => ({
    ...{ id: row.id, name: row.author?.name ?? row.guestName ?? "", isTeam: row.authorId !== null, at: row.createdAt.toISOString() },
    // Whoever left the team is not named to guests.
    text: piecesOf(row.text)
      .map((piece) => (typeof piece === "string" ? piece : `@${members.get(piece.id) ?? "…"}`))
      .join(""),
  });
  return rows.map(({ replies, ...row }) => ({
    ...reply(row),
    generationId: row.generationId,
    second: row.fromFrame === null ? null : row.fromFrame / FRAMES_PER_SECOND,
    isResolved: row.resolvedAt !== null,
    replies: replies.map(reply),
  }));
}
