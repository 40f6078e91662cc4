import type { Actor } from "@/lib/access/callers/actor";
import { filesInSight } from "@/lib/access/callers/in-sight";
import { db } from "@/lib/platform/db/client";
import type { FindFilesInput } from "./schema";
import { type AssetView, toAssetView } from "./view";

/** Files that are called the same beyond it are told apart by nobody. */
const MOST_FILES = 5_000;

/**
 * The team's files of these names, whatever their case, and with these ids; of the same bytes under the same name one. What
 * nobody here has is left out: another team's file and none are the same.
 */
export async function findFiles(actor: Actor, { names, ids }: FindFilesInput): Promise<AssetView[]> {
  const rows = await db.asset.findMany({
    where: {
      teamId: actor.teamId,
      status: "ready",
      deletedAt: null,
      OR: [{ name: { in: [...names], mode: "insensitive" } }, { id: { in: [...ids] } }],
    },
    orderBy: { createdAt: "desc" },
    take: MOST_FILES,
  });
  const seen = new Set<string>();
  const isNew = ({ id, name, sha256 }: (typeof rows)[number]): boolean => {
    const key = ids.includes(id) ? id : `${name.toLowerCase()} ${sha256}`;
    return !seen.has(key) && Boolean(seen.add(key));
  };
  return (await filesInSight(actor, rows)).filter(isNew).map(toAssetView);
}
