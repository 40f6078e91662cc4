import type { Actor } from "@/lib/access/callers/actor";
import { recordAccess } from "@/lib/access/record-access";
import { type Tx, withTransaction } from "@/lib/platform/db/client";
import type { Prisma } from "@/lib/platform/db/generated/client";
import { publish } from "@/lib/platform/events/publish";
import { AppError } from "@/lib/shared/errors";
import type { IdInput } from "@/lib/shared/inputs";
import { trashBegan } from "@/lib/shared/trash-days";
import { refuseTooMany } from "./create-project";
import { projectSelect } from "./queries";
import type { ArchiveProjectInput, DescribeProjectInput, LabelProjectInput, RenameProjectInput } from "./schema";
import { toProjectView, type ProjectView } from "./view";

/** Gives a project another name; its slug, and with it every link, stays. @throws AppError not-found */
export const renameProject = (actor: Actor, { id, name }: RenameProjectInput): Promise<ProjectView> =>
  change(actor, { id, deletedAt: null }, { name });

/** Says what is put before every prompt of a project from now on; clips that were pressed keep what it was. @throws AppError not-found */
export async function describeProject(actor: Actor, { id, preamble }: DescribeProjectInput): Promise<{ preamble: string }> {
  await change(actor, { id, deletedAt: null }, { preamble });
  return { preamble };
}

/** Says which marks of AI-made pictures the downloads of a project carry from now on. @throws AppError not-found */
export const labelProject = (actor: Actor, { id, aiLabels }: LabelProjectInput): Promise<ProjectView> =>
  change(actor, { id, deletedAt: null }, { aiLabels });

/** Puts a project into the archive, or takes it out: there its clips are watched and none is added. @throws AppError not-found */
export const archiveProject = (actor: Actor, { id, isArchived }: ArchiveProjectInput): Promise<ProjectView> =>
  change(actor, { id, deletedAt: null }, { archivedAt: isArchived ? new Date() : null });

/**
 * Brings a deleted project back with its clips.
 * @throws AppError not-found, also when its thirty days are over; too-many-projects where the team has no place for it
 */
export const restoreProject = (actor: Actor, { id }: IdInput): Promise<ProjectView> =>
  change(
    actor,
    { id, deletedAt: { gt: trashBegan() } },
    { deletedAt: null },
    {
      check: (tx) => refuseTooMany(tx, actor.teamId),
      tell: (tx, { name: subject }) =>
        recordAccess("projectRestored", { userId: null, byId: actor.userId, teamId: actor.teamId, subject }, tx),
    },
  );

async function change(
  actor: Actor,
  where: Prisma.ProjectWhereInput,
  data: Prisma.ProjectUpdateManyMutationInput,
  { check, tell }: { check?: (tx: Tx) => Promise<void>; tell?: (tx: Tx, project: { name: string }) => Promise<void> } = {},
): Promise<ProjectView> {
  return withTransaction(async (tx) => {
    await check?.(tx);
    const [project] = await tx.project.updateManyAndReturn({ where: { ...where, teamId: actor.teamId }, data, select: projectSelect });
    if (!project) throw new AppError("not-found");
    await tell?.(tx, project);
    await publish(tx, { teamId: actor.teamId, kind: "project", id: project.id });
    return toProjectView(actor, project);
  });
}
