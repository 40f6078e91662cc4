import type { InputRole } from "@/lib/models/catalog";
import { db } from "@/lib/platform/db/client";
import { Prisma } from "@/lib/platform/db/generated/client";

export type Direction = "madeFrom" | "usedIn";

/** A link between two clips: from the one that was asked about to the one that it leads to. */
export interface LinkRow {
  of: string;
  id: string;
  /** null: the recipe was taken over. */
  role: InputRole | null;
  frame: number | null;
  isTake: boolean;
}

/** Both kinds of links end in an index, however many clips there are: what they are joined by is written out. */
const LINKS: Record<Direction, Prisma.Sql> = {
  madeFrom: Prisma.sql`
    SELECT asked.id AS "of", asset.from_generation_id AS id, input.role::text AS role, asset.from_frame AS frame, false AS "isTake"
    FROM asked JOIN generation_inputs AS input ON input.generation_id = asked.id
    JOIN assets AS asset ON asset.id = input.asset_id AND asset.from_generation_id IS NOT NULL
    UNION ALL
    SELECT asked.id, clip.made_from_id, NULL, NULL, coalesce(clip.recipe_key = parent.recipe_key, false)
    FROM asked JOIN generations AS clip ON clip.id = asked.id JOIN generations AS parent ON parent.id = clip.made_from_id`,
  usedIn: Prisma.sql`
    SELECT asked.id AS "of", input.generation_id AS id, input.role::text AS role, asset.from_frame AS frame, false AS "isTake"
    FROM asked JOIN assets AS asset ON asset.from_generation_id = asked.id AND asset.from_generation_id IS NOT NULL
    JOIN generation_inputs AS input ON input.asset_id = asset.id
    UNION ALL
    SELECT asked.id, clip.id, NULL, NULL, coalesce(clip.recipe_key = parent.recipe_key, false)
    FROM asked JOIN generations AS clip ON clip.made_from_id = asked.id AND clip.made_from_id IS NOT NULL
    JOIN generations AS parent ON parent.id = asked.id`,
};

/** What clips of a team were made from, or were used in, the newest first: no further than one step, and as many links as are asked for. */
export async function readLinks(teamId: string, ids: readonly string[], direction: Direction, most: number): Promise<LinkRow[]> {
  if (ids.length === 0) return [];
  return db.$queryRaw<LinkRow[]>`
    WITH asked AS (SELECT unnest(${ids}::uuid[]) AS id), links AS (${LINKS[direction]})
    SELECT links.* FROM links JOIN generations ON generations.id = links.id AND generations.team_id = ${teamId}::uuid
    ORDER BY links.id DESC, links."of" DESC, links.role, links.frame LIMIT ${most}`;
}
