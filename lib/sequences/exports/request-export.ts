import type { Actor } from "@/lib/access/callers/actor";
import { assertRoomFor } from "@/lib/generations/keeping/disk-room";
import { FRAMES_PER_SECOND } from "@/lib/models/catalog";
import { db, withTransaction } from "@/lib/platform/db/client";
import { publish } from "@/lib/platform/events/publish";
import { enqueue } from "@/lib/platform/jobs/queue";
import { AppError } from "@/lib/shared/errors";
import type { IdInput } from "@/lib/shared/inputs";
import { trashBegan } from "@/lib/shared/trash-days";
import { findOpenProject } from "@/lib/projects/open-project";
import { readSequence, readTimeline } from "../read-timeline";
import type { ExportSequenceInput } from "../schema";
import { type ExportBody, exportBody, expectedFilmBytes } from "./body";
import { exportSequenceJob } from "./jobs";

/** Beyond so many, old ones have to go first: each is a whole film. */
const MOST_EXPORTS = 20;
/** Of a team, that are not over: they are made one after the other. */
const MOST_OPEN = 10;
const LONGEST_MINUTES = 30;

/**
 * Asks for a sequence as one file, as it was seen. The same press once more finds what it asked for.
 * @throws AppError not-found, project-archived, conflict where it was changed since, nothing-to-export, film-too-long,
 * too-many-exports, too-many-requests, storage-full
 */
export async function requestExport(actor: Actor, { id, asId, version }: ExportSequenceInput): Promise<{ id: string }> {
  const { teamId, userId } = actor;
  const [timeline, { content, projectId }] = await Promise.all([readTimeline(actor, id), readSequence(actor, id)]);
  await findOpenProject(db, actor, projectId);
  const { aiLabels } = await db.project.findUniqueOrThrow({ where: { id: projectId }, select: { aiLabels: true } });
  const body = exportBody(timeline, { ...content, aiLabels });
  const frames = framesOfBody(body);
  if (frames === 0) throw new AppError("nothing-to-export");
  if (frames > LONGEST_MINUTES * 60 * FRAMES_PER_SECOND) throw new AppError("film-too-long", { values: { minutes: LONGEST_MINUTES } });
  // Once for the pieces, once for the film that they are joined to.
  await assertRoomFor(2 * expectedFilmBytes(body, frames));
  await withTransaction(async (tx) => {
    await tx.$queryRaw`SELECT 1 FROM teams WHERE id = ${teamId}::uuid FOR NO KEY UPDATE`;
    const known = await tx.sequenceExport.findUnique({ where: { id: asId }, select: { teamId: true, sequenceId: true } });
    if (known?.teamId === teamId && known.sequenceId === id) return;
    if (known) throw new AppError("idempotency-mismatch");
    // All that was read above is of this version: it was there before, and it still is.
    if ((await tx.sequence.count({ where: { id, version } })) === 0) throw new AppError("conflict");
    if ((await tx.sequenceExport.count({ where: { sequenceId: id } })) >= MOST_EXPORTS)
      throw new AppError("too-many-exports", { values: { max: MOST_EXPORTS } });
    if ((await tx.sequenceExport.count({ where: { teamId, nextActionAt: { not: null } } })) >= MOST_OPEN)
      throw new AppError("too-many-requests");
    const row = { id: asId, teamId, sequenceId: id, createdById: userId, status: "waiting", timeline: body, frames } as const;
    await tx.sequenceExport.create({ data: { ...row, nextActionAt: new Date() } });
    await publish(tx, { teamId, kind: "export", id });
    await enqueue(exportSequenceJob, { exportId: asId }, { tx, key: asId });
  });
  return { id: asId };
}

/** How long the film is. */
export const framesOfBody = ({ items }: Pick<ExportBody, "items">): number =>
  items.reduce((sum, { inFrame, outFrame, transitionFrames }) => sum + outFrame - inFrame - transitionFrames, 0);

/** Stops an export; whoever makes it notices within a second. One that is over stays what it is. @throws AppError not-found */
export async function cancelExport({ teamId }: Actor, { id }: IdInput): Promise<{ cancelled: boolean }> {
  return withTransaction(async (tx) => {
    const row = await tx.sequenceExport.findFirst({ where: { id, teamId, sequence: { project: { deletedAt: null } } } });
    if (!row) throw new AppError("not-found");
    const { count } = await tx.sequenceExport.updateMany({
      where: { id, status: { in: ["waiting", "running"] } },
      data: { status: "cancelled", nextActionAt: null, leaseToken: null, finishedAt: new Date() },
    });
    await publish(tx, { teamId, kind: "export", id: row.sequenceId });
    return { cancelled: count > 0 };
  });
}

/**
 * Takes an export away for good: it can be made again, so that its bytes go with the next sweep and not in thirty days.
 * @throws AppError not-found; still-open while it is being made
 */
export async function removeExport({ teamId }: Actor, { id }: IdInput): Promise<{ removed: true }> {
  await withTransaction(async (tx) => {
    const row = await tx.sequenceExport.findFirst({ where: { id, teamId, sequence: { project: { deletedAt: null } } } });
    if (!row) throw new AppError("not-found");
    await tx.file.updateMany({ where: { exportId: id }, data: { trashedAt: trashBegan() } });
    const { count } = await tx.sequenceExport.deleteMany({ where: { id, nextActionAt: null } });
    if (count === 0) throw new AppError("still-open");
    await publish(tx, { teamId, kind: "export", id: row.sequenceId });
  });
  return { removed: true };
}
