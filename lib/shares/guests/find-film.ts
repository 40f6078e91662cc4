import { db } from "@/lib/platform/db/client";
import { isUnlabelled } from "@/lib/sequences/exports/open-film";
import type { LabelPolicy } from "@/lib/projects/label-policy";
import type { LiveShare } from "./find-share";

export interface Film {
  id: string;
  width: number;
  height: number;
  aiLabels: LabelPolicy;
  /** It lacks the marks that its project asks for by now, so that no guest is shown it. */
  isUnlabelled: boolean;
  /** Which words are over the copies of it that are there; see lib/files/watermark.ts. */
  marks: string[];
}

/** The last film that the shared sequence was exported to, and that shows nothing which whoever made the link does not see; null where it is none, or has none. */
export async function findFilm({ sequenceId, hidden }: Pick<LiveShare, "sequenceId" | "hidden">): Promise<Film | null> {
  if (sequenceId === null) return null;
  const [film] = await db.$queryRaw<(Omit<Film, "isUnlabelled"> & { madeWith: LabelPolicy | null })[]>`
    SELECT made.id, file.width, file.height, project.ai_labels::text AS "aiLabels", ARRAY(
      SELECT mark FROM files WHERE export_id = made.id AND variant = 'watermarked' AND damaged_at IS NULL AND trashed_at IS NULL) AS marks, made.timeline ->> 'aiLabels' AS "madeWith"
    FROM sequence_exports AS made JOIN files AS file ON file.export_id = made.id AND file.variant = 'video' AND file.trashed_at IS NULL
      JOIN sequences AS sequence ON sequence.id = made.sequence_id JOIN projects AS project ON project.id = sequence.project_id
    WHERE made.sequence_id = ${sequenceId}::uuid AND made.status = 'ready' AND file.damaged_at IS NULL
      AND NOT film_shows_projects(made.timeline, ${[...hidden]}::uuid[])
    ORDER BY made.created_at DESC LIMIT 1`;
  if (!film) return null;
  const { id, width, height, aiLabels, marks, madeWith } = film;
  return { id, width: width ?? 16, height: height ?? 9, aiLabels, marks, isUnlabelled: isUnlabelled(aiLabels, madeWith) };
}
