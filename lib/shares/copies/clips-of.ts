import { Prisma } from "@/lib/platform/db/generated/client";

export interface ShareScope {
  id: string;
  teamId: string;
  labelId: string | null;
  sequenceId: string | null;
  /** Projects that whoever made the link does not see. */
  hidden: readonly string[];
}

/** A SELECT of the clips that a link shows now, `id` and `position`: those that are there, and that whoever made it sees. */
export const clipsOf = (share: ShareScope): Prisma.Sql => Prisma.sql`
  SELECT placed.id, placed.position FROM (${placedIn(share)}) AS placed JOIN generations AS clip ON clip.id = placed.id
    JOIN projects AS project ON project.id = clip.project_id
  WHERE clip.team_id = ${share.teamId}::uuid AND clip.status = 'ready' AND clip.deleted_at IS NULL AND project.deleted_at IS NULL
    AND project.id <> ALL(${[...share.hidden]}::uuid[])`;

/** Those that it is about, whatever became of them. */
function placedIn({ id, labelId, sequenceId }: ShareScope): Prisma.Sql {
  if (labelId !== null)
    // By its id a clip stands where it was made, the oldest first.
    return Prisma.sql`SELECT generation_id AS id, row_number() OVER (ORDER BY generation_id) AS position FROM clip_labels WHERE label_id = ${labelId}::uuid`;
  if (sequenceId !== null)
    return Prisma.sql`SELECT generation_id AS id, min(position) AS position FROM sequence_items
      WHERE sequence_id = ${sequenceId}::uuid AND generation_id IS NOT NULL GROUP BY generation_id`;
  return Prisma.sql`SELECT generation_id AS id, position FROM share_clips WHERE share_id = ${id}::uuid`;
}
