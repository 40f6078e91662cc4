import { withTransaction } from "@/lib/platform/db/client";
import { touch } from "@/lib/platform/events/touch";
import { AppError } from "@/lib/shared/errors";
import { lockClips } from "../lock-clips";
import { MOST_COMMENTS } from "./schema";

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
 * @throws AppError not-found, too-many-comments, idempotency-mismatch
 */
export async function addGuestComment({ id, teamId, shareId, generationId, parentId, name, text, frame }: GuestComment): Promise<void> {
  await withTransaction(async (tx) => {
    await lockClips(tx, { teamId }, [generationId]);
    const known = await tx.comment.findUnique({ where: { id } });
    if (known) {
      if (known.shareId !== shareId || known.generationId !== generationId) throw new AppError("idempotency-mismatch");
      return;
    }
    // They see the threads of their own link, and reply to no other.
    const thread = { id: parentId ?? "", teamId, generationId, shareId, parentId: null, deletedAt: null };
    if (parentId !== null && !(await tx.comment.findFirst({ where: thread, select: { id: true } }))) throw new AppError("not-found");
    if ((await tx.comment.count({ where: { generationId } })) >= MOST_COMMENTS)
      throw new AppError("too-many-comments", { values: { max: MOST_COMMENTS } });
    const about = parentId === null && frame !== null ? { fromFrame: frame, toFrame: frame } : {};
    await tx.comment.create({ data: { id, teamId, shareId, generationId, parentId, guestName: name, text, ...about } });
    await touch(tx, { id: generationId, teamId });
  });
}
