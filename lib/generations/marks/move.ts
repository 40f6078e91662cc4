import type { Actor } from "@/lib/access/callers/actor";
import { type Tx, withTransaction } from "@/lib/platform/db/client";
import { touchAll } from "@/lib/platform/events/touch";
import { judgeProjects } from "@/lib/projects/open-project";
import { AppError } from "@/lib/shared/errors";
import { canMove } from "../policy";
import { refuseLocked } from "../review/lock";
import { getGenerations } from "../queries";
import type { CardView } from "../view";
import { addLabels, removeLabels } from "./labels";
import { keepTakes } from "./keep-takes";
import { lockClips, type LockedClip } from "../lock-clips";
import { type Family, lockTakes, numberTakes } from "./number-takes";
import { deriveVerdicts } from "../review/verdict";
import type { MoveInput } from "./schema";

/**
 * Puts clips into another project of the team, with everything that is known of them; their collections are made there where
 * it has none of that name. What they cost stays with the project that asked for them.
 * @throws AppError not-found, project-archived, still-open, clip-locked
 */
export async function moveClips(actor: Actor, { ids, projectId }: MoveInput): Promise<CardView[]> {
  let families: Family[] = [];
  await withTransaction(async (tx) => {
    // Held until the clips are in it: a project that is deleted, or archived, in this moment has them before, or gets none.
    await tx.$queryRaw`SELECT 1 FROM projects WHERE id = ${projectId}::uuid AND team_id = ${actor.teamId}::uuid FOR SHARE`;
    const refusal = (await judgeProjects(tx, actor, [projectId]))(projectId);
    if (refusal) throw new AppError(refusal);
    await lockTakes(tx, actor.teamId);
    const clips = await lockClips(tx, actor, ids);
    if (clips.some((clip) => !canMove(actor, clip))) throw new AppError("still-open");
    const moving = clips.filter((clip) => clip.projectId !== projectId);
    refuseLocked(moving);
    await takeCollectionsAlong(tx, actor, moving, projectId);
    families = await keepTakes(tx, moving, projectId);
    await tx.generation.updateMany({ where: { id: { in: moving.map(({ id }) => id) } }, data: { projectId } });
    // Others may see them now, or see them no more: what those said counts, or holds nothing up.
    await deriveVerdicts(
      tx,
      moving.map(({ id }) => id),
    );
    await tx.generationEvent.createMany({
      data: moving.map(({ id, status, projectId: from }) => ({
        ...{ generationId: id, event: "move", fromStatus: status, toStatus: status, actorId: actor.userId },
        detail: { from, to: projectId },
      })),
    });
    await touchAll(
      tx,
      actor.teamId,
      moving.map(({ id }) => id),
    );
  });
  await numberTakes(actor.teamId, families);
  return getGenerations(actor, ids);
}

async function takeCollectionsAlong(tx: Tx, { teamId }: Actor, clips: readonly LockedClip[], to: string): Promise<void> {
  const held = await tx.clipLabel.findMany({
    where: { teamId, generationId: { in: clips.map(({ id }) => id) }, label: { projectId: { not: null } } },
    select: { generationId: true, label: { select: { name: true, projectId: true, folder: true } } },
  });
  for (const same of Map.groupBy(held, ({ label }) => `${label.projectId} ${label.name}`).values()) {
    const ids = same.map(({ generationId }) => generationId);
    const { name, projectId, folder } = same[0]!.label;
    await removeLabels(tx, { teamId, projectId }, ids, [name]);
    await addLabels(tx, { teamId, projectId: to }, ids, [name], folder);
  }
}
