import { removeFile } from "@/lib/files/trash";
import { db } from "@/lib/platform/db/client";

const BATCH = 100;

/** Takes away copies with words over them that no living link shows any more. @returns how many went */
export async function sweepGuestCopies(): Promise<number> {
  const unused = await db.$queryRaw<{ id: string; key: string }[]>`
    SELECT file.id, file.key FROM files AS file
    WHERE file.mark <> '' AND file.team_id IS NOT NULL AND NOT EXISTS (
      SELECT 1 FROM shares AS share
      WHERE share.team_id = file.team_id AND share.watermark = split_part(file.mark, E'\\n', 2) AND share.revoked_at IS NULL AND share.expires_at > now() AND (
        EXISTS (SELECT 1 FROM share_clips WHERE share_id = share.id AND generation_id = file.generation_id)
        OR EXISTS (SELECT 1 FROM clip_labels WHERE label_id = share.label_id AND generation_id = file.generation_id)
        OR EXISTS (SELECT 1 FROM sequence_items WHERE sequence_id = share.sequence_id AND generation_id = file.generation_id)
        OR EXISTS (SELECT 1 FROM sequence_exports WHERE sequence_id = share.sequence_id AND id = file.export_id)))
    LIMIT ${BATCH}`;
  for (const file of unused) await removeFile(file);
  return unused.length;
}
