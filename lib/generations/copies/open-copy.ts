import type { OfTeam } from "@/lib/access/identity/sessions";
import { downloadName } from "@/lib/files/download-name";
import { type Admit, type ClipFacts, FILE_COLUMNS, type FileRow, served, type ServedFile } from "@/lib/files/open-file";
import { withTail } from "@/lib/files/with-tail";
import { Prisma } from "@/lib/platform/db/generated/client";
import { isMarkedForChina, type LabelPolicy } from "@/lib/projects/label-policy";
import { AppError } from "@/lib/shared/errors";
import { isId } from "@/lib/shared/ids";
import { findLabelled, ringForLabelled } from "./labelled-copy";
import { tailOf } from "./tail";

/** A clip and its smaller copies: what moves, and so what labels are about. */
export const MOVING_VARIANTS = ["video", "preview", "proxy"] as const;

interface CopyAsked {
  generationId: string;
  variant: (typeof MOVING_VARIANTS)[number];
  withRecipe: boolean;
}

/**
 * A clip as it leaves the studio: with the marks that its project puts on downloads, and with its recipe where that was asked for; else the very
 * file that the provider made.
 * @throws what `admit` throws; AppError cannot-be-marked; copies-preparing where its labelled copy is being made
 */
export async function openCopy(admit: Admit, { generationId, variant, withRecipe }: CopyAsked): Promise<ServedFile> {
  const { row } = await admit<FileRow & OfTeam & ClipFacts & { aiLabels: LabelPolicy }>(
    isId(generationId)
      ? Prisma.sql`
    SELECT ${FILE_COLUMNS}, clip.team_id AS "teamId", left(clip.prompt, 200) AS prompt, clip.resolution, project.ai_labels AS "aiLabels",
           coalesce(clip.actual_duration, clip.duration_seconds, file.duration_ms / 1000) AS "durationSeconds", project.name AS "projectName"
    FROM files AS file JOIN generations AS clip ON clip.id = file.generation_id JOIN projects AS project ON project.id = clip.project_id
    WHERE file.generation_id = ${generationId}::uuid AND file.variant = ${variant}::"FileVariant" AND clip.deleted_at IS NULL
      AND project.deleted_at IS NULL`
      : null,
  );
  const { aiLabels } = row;
  // Nobody is to get around a label by asking for a smaller copy.
  if (variant !== "video" && aiLabels !== "off") return openCopy(admit, { generationId, variant: "video", withRecipe });
  const kept = isMarkedForChina(aiLabels) ? await labelledOf(generationId) : row;
  const file = await served(kept, downloadName({ ...row, generationId, variant }));
  const tail = await tailOf(kept, generationId, { aiLabels, withRecipe });
  return tail ? withTail(file, tail) : file;
}

async function labelledOf(id: string): Promise<FileRow> {
  const file = (await findLabelled([id])).get(id);
  if (file) return file;
  await ringForLabelled([id]);
  throw new AppError("copies-preparing", { values: { count: 1 } });
}
