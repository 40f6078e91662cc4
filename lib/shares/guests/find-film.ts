import { db } from "@/lib/platform/db/client";
import { isUnlabelled } from "@/lib/sequences/exports/open-film";
import type { LabelPolicy } from "@/lib/projects/label-policy";
import type { LiveShare } from "./find-share";

interface Film {
  id: string;
  width: number;
  height: number;
  /** It lacks the marks that its project asks for by now, so that it may not be taken away. */
  isUnlabelled: boolean;
}

/** The last film that the shared sequence was exported to; null where it is none, or has none. */
export async function findFilm({ sequenceId }: Pick<LiveShare, "sequenceId">): Promise<Film | null> {
  if (sequenceId === null) return null;
  const [film] = await db.$queryRaw<(Omit<Film, "isUnlabelled"> & { wanted: LabelPolicy; madeWith: LabelPolicy | null })[]>`
    SELECT made.id, file.width, file.height, project.ai_labels::text AS wanted, made.timeline ->> 'aiLabels' AS "madeWith"
    FROM sequence_exports AS made JOIN files AS file ON file.export_id = made.id AND file.variant = 'video' AND file.trashed_at IS NULL
      JOIN sequences AS sequence ON sequence.id = made.sequence_id JOIN projects AS project ON project.id = sequence.project_id
    WHERE made.sequence_id = ${sequenceId}::uuid AND made.status = 'ready' AND file.damaged_at IS NULL
    ORDER BY made.created_at DESC LIMIT 1`;
  return film
    ? { id: film.id, width: film.width ?? 16, height: film.height ?? 9, isUnlabelled: isUnlabelled(film.wanted, film.madeWith) }
    : null;
}
