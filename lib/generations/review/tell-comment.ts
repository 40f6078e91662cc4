import type { Tx } from "@/lib/platform/db/client";
import { tokensIn } from "@/lib/models/mention-tokens";
import { raise } from "@/lib/notifications/webhooks/raise";
import { tell, type Told } from "@/lib/notifications/tell";
import type { LockedClip } from "../lock-clips";

interface Said {
  id: string;
  teamId: string;
  parentId: string | null;
  text: string;
}

/** Who wrote it: a member, or a guest, of whose link its maker hears too. */
type Author = { actorId: string } | { guest: string; shareId: string };

const nameIn = ({ text }: Pick<Said, "text">): string[] => [...new Set(tokensIn(text).map(({ id }) => id))];

const about = ({ id, teamId }: Pick<Said, "id" | "teamId">, { id: generationId, projectId }: LockedClip) => ({
  ...{ teamId, projectId, generationId, commentId: id },
  key: `comment:${id}`,
});

/**
 * Tells of something that was said: whoever is named in it, whose clip it is, and who takes part in the thread. One comment is one thing:
 * nobody is told of it twice, for whatever reasons.
 */
export async function tellComment(tx: Tx, said: Said, clip: LockedClip, author: Author): Promise<void> {
  const own = "actorId" in author ? { actorId: author.actorId } : { detail: { guest: author.guest } };
  const by: Record<string, string> = "actorId" in author ? { authorId: author.actorId } : { guest: author.guest };
  const told: Told[] = [{ ...about(said, clip), ...own, kind: "comment", to: [clip.createdById, ...(await takingPart(tx, said, author))] }];
  // A guest names nobody: of the team they know no more than what a link shows.
  if ("actorId" in author) told.unshift({ ...about(said, clip), ...own, kind: "mention", to: nameIn(said) });
  await tell(tx, told);
  const { id: generationId, projectId } = clip;
  const data = { commentId: said.id, generationId, parentId: said.parentId, text: said.text };
  await raise(tx, [{ teamId: said.teamId, projectId, event: "comment.created", key: `comment:${said.id}`, data: { ...data, ...by } }]);
}

async function takingPart(tx: Tx, { teamId, parentId }: Said, author: Author): Promise<string[]> {
  const makers = "shareId" in author ? await tx.share.findMany({ where: { id: author.shareId }, select: { createdById: true } }) : [];
  const others =
    parentId === null
      ? []
      : await tx.comment.findMany({
          where: { teamId, OR: [{ id: parentId }, { parentId }] },
          select: { authorId: true },
          distinct: ["authorId"],
        });
  return [...makers.map(({ createdById }) => createdById), ...others.flatMap(({ authorId }) => authorId ?? [])];
}

/** Tells those who are named in it since it was worded anew. */
export const tellNamed = (tx: Tx, said: Pick<Said, "id" | "teamId" | "text">, clip: LockedClip, actorId: string): Promise<void> =>
  tell(tx, [{ ...about(said, clip), kind: "mention", actorId, to: nameIn(said) }]);
