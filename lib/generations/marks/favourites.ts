import type { Actor } from "@/lib/access/callers/actor";
import { db, withTransaction } from "@/lib/platform/db/client";
import { lockClips } from "../lock-clips";
import type { FavouriteInput } from "./schema";

/** So many of a project, the newest clips first, are told of to a page: 80 kB at most. */
const MOST_TOLD = 2_000;

/** The clips of a project that are favourites of whoever asks: apart from the cards, which are the same for everybody. */
export async function listFavourites({ teamId, userId }: Actor, projectId: string): Promise<string[]> {
  const rows = await db.favourite.findMany({
    where: { userId, teamId, generation: { projectId, deletedAt: null } },
    orderBy: { generation: { createdAt: "desc" } },
    take: MOST_TOLD,
    select: { generationId: true },
  });
  return rows.map(({ generationId }) => generationId);
}

/**
 * Adds the clips to the favourites of whoever asks, or takes them out. Nobody else sees that, so no revision moves and no page is told.
 * @throws AppError not-found
 */
export async function setFavourite(actor: Actor, { ids, isFavourite }: FavouriteInput): Promise<{ isFavourite: boolean }> {
  const { teamId, userId } = actor;
  await withTransaction(async (tx) => {
    await lockClips(tx, actor, ids);
    if (isFavourite)
      await tx.favourite.createMany({ data: ids.map((generationId) => ({ teamId, generationId, userId })), skipDuplicates: true });
    else await tx.favourite.deleteMany({ where: { teamId, userId, generationId: { in: ids } } });
  });
  return { isFavourite };
}
