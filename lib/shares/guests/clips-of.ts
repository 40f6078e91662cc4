import { Prisma } from "@/lib/platform/db/generated/client";

export interface ShareScope {
  id: string;
  labelId: string | null;
  sequenceId: string | null;
}

/** A SELECT of the clips that a link is about, `id` and `position`, whatever became of them. */
export function clipsOf({ id, labelId, sequenceId }: ShareScope): Prisma.Sql {
  if (labelId !== null)
    // By its id a clip stands where it was made, the oldest first.
    return Prisma.sql`SELECT generation_id AS id, row_number() OVER (ORDER BY generation_id) AS position FROM clip_labels WHERE label_id = ${labelId}::uuid`;
  if (sequenceId !== null)
    return Prisma.sql`SELECT generation_id AS id, min(position) AS position FROM sequence_items
      WHERE sequence_id = ${sequenceId}::uuid AND generation_id IS NOT NULL GROUP BY generation_id`;
  return Prisma.sql`SELECT generation_id AS id, position FROM share_clips WHERE share_id = ${id}::uuid`;
}
