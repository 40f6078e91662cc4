import type { Actor } from "@/lib/access/callers/actor";
import { notHidden } from "@/lib/access/callers/in-sight";
import { may } from "@/lib/access/permissions";
import { db } from "@/lib/platform/db/client";
import { createProject } from "@/lib/projects/create-project";
import type { DuplicateProjectInput } from "@/lib/projects/schema";
import type { ProjectView } from "@/lib/projects/view";
import { AppError } from "@/lib/shared/errors";
import { newId } from "@/lib/shared/ids";

/**
 * A new project that is set up like another: its description, its labels for AI, who may open it, its collections with
 * their folders, and its sequences, which go on showing the clips of the first. Its clips stay where they are: they were
 * paid for once.
 * @throws AppError not-found, too-many-projects
 */
export async function duplicateProject(actor: Actor, { id, name }: DuplicateProjectInput): Promise<ProjectView> {
  const { teamId, userId } = actor;
  const from = await db.project.findFirst({
    where: { id: { equals: id, ...notHidden(actor) }, teamId, deletedAt: null },
    select: { preamble: true, aiLabels: true, isPrivate: true, members: { select: { userId: true } } },
  });
  if (!from) throw new AppError("not-found");
  const { members, ...settings } = from;
  return createProject(actor, { name }, settings, async (tx, projectId) => {
    const chosen = new Set(members.map((member) => member.userId));
    if (settings.isPrivate && !may(actor, "projects.readAll")) chosen.add(userId);
    await tx.projectMember.createMany({ data: [...chosen].map((one) => ({ teamId, projectId, userId: one })) });
    const labels = await tx.label.findMany({ where: { teamId, projectId: id }, select: { name: true, key: true, folder: true } });
    await tx.label.createMany({ data: labels.map((label) => ({ id: newId(), teamId, projectId, ...label })) });
    const sequences = await tx.sequence.findMany({ where: { teamId, projectId: id }, include: { items: true } });
    for (const { items, name: title, ratio, resolution, fit, isLevelled } of sequences) {
      const sequenceId = newId();
      const head = { id: sequenceId, teamId, projectId, createdById: userId };
      await tx.sequence.create({ data: { ...head, name: title, ratio, resolution, fit, isLevelled } });
      await tx.sequenceItem.createMany({ data: items.map((item) => ({ ...item, sequenceId })) });
    }
  });
}
