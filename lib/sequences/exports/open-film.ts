import type { OfTeam } from "@/lib/access/identity/sessions";
import { type FilmFacts, filmName } from "@/lib/files/download-name";
import { aiMarkBox } from "@/lib/files/label/ai-mark";
import { type Admit, FILE_COLUMNS, type FileRow, served, type ServedFile } from "@/lib/files/open-file";
import { sealed } from "@/lib/files/seal/sealed";
import { withTail } from "@/lib/files/with-tail";
import { Prisma } from "@/lib/platform/db/generated/client";
import { isMarkedForChina, isMarkedForEu, type LabelPolicy } from "@/lib/projects/label-policy";
import { AppError } from "@/lib/shared/errors";
import { isId } from "@/lib/shared/ids";

interface FilmRow extends FileRow, OfTeam, FilmFacts {
  /** What the project puts on downloads, and what it did when the film was asked for. */
  aiLabels: LabelPolicy;
  madeWith: LabelPolicy | null;
}

/**
 * The film that a sequence was exported to, called as the sequence was; taken away it carries what its project asks for.
 * @throws what `admit` throws; AppError not-labelled where it was made before its project asked for letters in the picture
 */
export async function openFilm(admit: Admit, exportId: string, isDownload: boolean): Promise<ServedFile> {
  const { row } = await admit<FilmRow>(
    isId(exportId)
      ? Prisma.sql`
    SELECT ${FILE_COLUMNS}, made.team_id AS "teamId", made.created_at AS "madeAt", project.name AS "projectName",
           made.timeline ->> 'name' AS "sequenceName", project.ai_labels AS "aiLabels", made.timeline ->> 'aiLabels' AS "madeWith"
    FROM files AS file JOIN sequence_exports AS made ON made.id = file.export_id JOIN sequences AS sequence ON sequence.id = made.sequence_id
      JOIN projects AS project ON project.id = sequence.project_id
    WHERE file.export_id = ${exportId}::uuid AND file.variant = 'video' AND project.deleted_at IS NULL`
      : null,
  );
  const film = await served(row, filmName(row));
  if (!isDownload) return film;
  if (isUnlabelled(row.aiLabels, row.madeWith)) throw new AppError("not-labelled");
  return isMarkedForEu(row.aiLabels) ? withTail(film, await sealed(row, aiMarkBox())) : film;
}

/** Whether a film lacks the letters in its picture that its project asks for by now: only a new export has them. */
export const isUnlabelled = (wanted: LabelPolicy, madeWith: LabelPolicy | null): boolean =>
  isMarkedForChina(wanted) && !isMarkedForChina(madeWith ?? "off");
