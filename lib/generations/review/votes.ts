import type { Actor } from "@/lib/access/callers/actor";
import { type Db, db, withTransaction } from "@/lib/platform/db/client";
import { publish } from "@/lib/platform/events/publish";
import { AppError } from "@/lib/shared/errors";
import { mayReview } from "./policy";
import { requireReviewer } from "./require-reviewer";
import type { VoteInput } from "./schema";
import type { VotesView } from "./view";

/** The same for the same clips, in whatever order they lie. */
const setKey = (clips: readonly string[]): string => [...clips].sort().join(" ");

/** What was voted over these clips: one's own vote, and once there is one those of all. @throws AppError not-found */
export async function getVotes({ teamId, userId, role }: Actor, { clips }: { clips: readonly string[] }): Promise<VotesView> {
  await requireClips(db, teamId, clips);
  const votes = await db.vote.findMany({
    where: { teamId, setKey: setKey(clips) },
    orderBy: [{ user: { name: "asc" } }, { userId: "asc" }],
    select: { userId: true, generationId: true, user: { select: { name: true } } },
  });
  const own = votes.find((vote) => vote.userId === userId)?.generationId ?? null;
  return {
    mayVote: mayReview(role),
    own,
    // Whoever knows what others chose is not blind any more.
    votes: own === null ? [] : votes.map(({ generationId, user }) => ({ clip: generationId, by: user.name })),
  };
}

/**
 * Keeps what somebody chose without knowing which was which. The first vote stands: a second would know.
 * @throws AppError not-found, not-allowed
 */
export async function voteFor(actor: Actor, { clips, choice }: VoteInput): Promise<VotesView> {
  const { teamId, userId } = actor;
  await withTransaction(async (tx) => {
    await requireReviewer(tx, actor);
    await requireClips(tx, teamId, clips);
    await tx.vote.createMany({ data: [{ teamId, setKey: setKey(clips), userId, generationId: choice }], skipDuplicates: true });
    // Heard also by those who are blind still: by a clip that is the same whatever was chosen.
    await publish(tx, { teamId, kind: "vote", id: [...clips].sort()[0]! });
  });
  return getVotes(actor, { clips });
}

async function requireClips(tx: Db, teamId: string, clips: readonly string[]): Promise<void> {
  const count = await tx.generation.count({ where: { id: { in: [...clips] }, teamId, deletedAt: null, project: { deletedAt: null } } });
  if (count < clips.length) throw new AppError("not-found");
}
