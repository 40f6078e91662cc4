import type { Actor } from "@/lib/access/callers/actor";
import { db } from "@/lib/platform/db/client";
import { AppError } from "@/lib/shared/errors";
import type { IdInput } from "@/lib/shared/inputs";
import { EXPORT_FAILURES, type ExportView } from "../view";
import { exportBodySchema } from "./body";
import { isUnlabelled } from "./open-film";

/** What a sequence was exported to, the newest first. @throws AppError not-found for a sequence that the team does not have */
export async function listExports({ teamId, hidden }: Actor, { id }: IdInput): Promise<ExportView[]> {
  const sequence = await db.sequence.findFirst({
    where: { id, teamId, project: { deletedAt: null } },
    select: {
      project: { select: { aiLabels: true } },
      exports: {
        orderBy: { createdAt: "desc" },
        include: {
          createdBy: { select: { name: true } },
          files: { where: { variant: "video" }, select: { bytes: true, damagedAt: true } },
        },
      },
    },
  });
  if (!sequence) throw new AppError("not-found");
  // Of a film with clips of a project that was closed to them since they are told nothing.
  const closed = new Set(
    hidden.length === 0
      ? []
      : (
          await db.$queryRaw<{ id: string }[]>`
            SELECT id FROM sequence_exports WHERE sequence_id = ${id}::uuid AND film_shows_projects(timeline, ${[...hidden]}::uuid[])`
        ).map((row) => row.id),
  );
  return sequence.exports
    .filter((row) => !closed.has(row.id))
    .map((row): ExportView => {
      const { width, height, aiLabels } = exportBodySchema.parse(row.timeline);
      const [file] = row.files;
      const failure = EXPORT_FAILURES.find((code) => code === row.errorCode) ?? (row.status === "failed" ? "failed" : null);
      return {
        ...{ id: row.id, status: row.status, createdAt: row.createdAt.toISOString(), author: row.createdBy.name },
        ...{ frames: row.frames, framesDone: row.framesDone, width, height },
        ...{ bytes: file?.bytes ? Number(file.bytes) : null, isDamaged: file?.damagedAt ? true : false },
        isUnlabelled: isUnlabelled(sequence.project.aiLabels, aiLabels),
        failure: failure && { code: failure, values: (row.errorValues ?? {}) as Record<string, string | number> },
      };
    });
}
