import { withTransaction } from "@/lib/platform/db/client";
import type { Prisma } from "@/lib/platform/db/generated/client";
import { touch } from "@/lib/platform/events/touch";
import { AppError } from "@/lib/shared/errors";
import { lockClips } from "../lock-clips";
import { MOST_COMMENTS } from "./schema";
import { tellComment } from "./tell-comment";

/** Through one link in one minute: more than a room full of people writes. */
const MOST_A_MINUTE = 20;
/** Of one clip: less than what may be said of it at all (`MOST_COMMENTS`), so that guests leave the team room for its own words. */
const MOST_OF_CLIP = 200;
/** Through one link. All of them are told at once. */
const MOST_OF_LINK = 1_000;

interface GuestComment {
  id: string;
  teamId: string;
  shareId: string;
  generationId: string;
  parentId: string | null;
  name: string;
  text: string;
  frame: number | null;
}

/**
 * Somebody without an account says something of a clip, through a link. It is a comment like any other, and no verdict.
 * @throws AppError not-found, too-many-requests, too-many-comments, idempotency-mismatch
 */
export async function addGuestComment({ id, teamId, shareId, generationId, parentId, name, text, frame }: GuestComment): Promise<void> {
  await withTransaction(async (tx) => {
    // Whoever presses at the same moment stands in one line, or all of them would find room.
    const links = await tx.$queryRaw<unknown[]>`SELECT 1 FROM shares WHERE id = ${shareId}::uuid AND revoked_at IS NULL FOR NO KEY UPDATE`;
    if (links.length === 0) throw new AppError("not-found");
    const [clip] = await lockClips(tx, { teamId }, [generationId]);
    const known = await tx.comment.findUnique({ where: { id } });
    if (known) {
      if (known.shareId !== shareId || known.generationId !== generationId) throw new AppError("idempotency-mismatch");
      return;
    }
    // They see the threads of their own link, and reply to no other.
    const thread = { id: parentId ?? "", teamId, generationId, shareId, parentId: null, deletedAt: null };
    if (parentId !== null && !(await tx.comment.findFirst({ where: thread, select: { id: true } }))) throw new AppError("not-found");
    const count = (where: Prisma.CommentWhereInput) => tx.comment.count({ where });
    if ((await count({ shareId, createdAt: { gt: new Date(Date.now() - 60_000) } })) >= MOST_A_MINUTE)
      throw new AppError("too-many-requests");
    const isFull = (await count({ shareId })) >= MOST_OF_LINK || (await count({ generationId, authorId: null })) >= MOST_OF_CLIP;
    if (isFull || (await count({ generationId })) >= MOST_COMMENTS)
      throw new AppError("too-many-comments", { values: { max: MOST_OF_CLIP } });
    const about = parentId === null && frame !== null ? { fromFrame: frame, toFrame: frame } : {};
    await tx.comment.create({ data: { id, teamId, shareId, generationId, parentId, guestName: name, text, ...about } });
    await tellComment(tx, { id, teamId, parentId, text }, clip!, { guest: name, shareId });
    await touch(tx, { id: generationId, teamId });
  });
}
