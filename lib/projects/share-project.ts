import type { Actor } from "@/lib/access/callers/actor";
import { notHidden } from "@/lib/access/callers/in-sight";
import { roleMay } from "@/lib/access/permissions";
import { recordAccess } from "@/lib/access/record-access";
import { db, type Tx, withTransaction } from "@/lib/platform/db/client";
import { publishAll } from "@/lib/platform/events/publish";
import { AppError } from "@/lib/shared/errors";
import type { IdInput } from "@/lib/shared/inputs";
import { judgeAnew } from "@/lib/teams/judge-anew";
import { canShareProject } from "./policy";
import type { ShareProjectInput } from "./schema";
import type { ProjectAccessView } from "./view";

/** Who may open a project, and who could be chosen for it: owners and admins need not be. @throws AppError not-found, not-allowed */
export const getProjectAccess = (actor: Actor, { id }: IdInput): Promise<ProjectAccessView> => readAccess(db, actor, id);

async function readAccess(tx: Tx | typeof db, actor: Actor, id: string): Promise<ProjectAccessView> {
  const project = await tx.project.findFirst({
    where: { id: { equals: id, ...notHidden(actor) }, teamId: actor.teamId, deletedAt: null },
    select: { isPrivate: true, createdById: true, members: { select: { userId: true } } },
  });
  if (!project) throw new AppError("not-found");
  if (!canShareProject(actor, project)) throw new AppError("not-allowed");
  const members = await tx.membership.findMany({
    where: { teamId: actor.teamId },
    orderBy: [{ user: { name: "asc" } }, { userId: "asc" }],
    select: { userId: true, role: true, user: { select: { name: true, email: true } } },
  });
  const chosen = new Set(project.members.map(({ userId }) => userId));
  return {
    isPrivate: project.isPrivate,
    people: members.map(({ userId, role, user }) => {
      const always = roleMay(role, "projects.readAll");
      return { userId, role, ...user, always, isChosen: always || chosen.has(userId) };
    }),
  };
}

/**
 * Opens a project to chosen people alone, or to the whole team, from everybody's next request on. Whoever closes it stays
 * among the chosen: nobody locks themselves out.
 * @throws AppError not-allowed for whoever neither made it nor sees all; not-found, also for people who are not in the team
 */
export async function shareProject(actor: Actor, { id, isPrivate, people }: ShareProjectInput): Promise<ProjectAccessView> {
  const { teamId, userId } = actor;
  return withTransaction(async (tx) => {
    const [project] = await tx.project.updateManyAndReturn({
      where: { id: { equals: id, ...notHidden(actor) }, teamId, deletedAt: null },
      data: { isPrivate },
      select: { name: true, createdById: true },
    });
    if (!project) throw new AppError("not-found");
    if (!canShareProject(actor, project)) throw new AppError("not-allowed");
    const chosen = isPrivate ? [...new Set([...people, ...(roleMay(actor.role, "projects.readAll") ? [] : [userId])])] : [];
    if ((await tx.membership.count({ where: { teamId, userId: { in: chosen } } })) < chosen.length) throw new AppError("not-found");
    await tx.projectMember.deleteMany({ where: { projectId: id } });
    await tx.projectMember.createMany({ data: chosen.map((one) => ({ teamId, projectId: id, userId: one })) });
    const told = { userId: null, byId: userId, teamId, subject: project.name };
    await recordAccess(isPrivate ? "projectShared" : "projectOpened", isPrivate ? { ...told, detail: { count: chosen.length } } : told, tx);
    // Streams ask anew what they may tell whom, and nobody who lost sight of it is shown as being there.
    const others = await tx.membership.findMany({ where: { teamId, userId: { notIn: [...chosen, userId] } }, select: { userId: true } });
    await judgeAnew(tx, teamId, [...chosen, userId, ...others.map((one) => one.userId)], id);
    await publishAll(tx, [
      { teamId, kind: "member", id: userId },
      ...others.map((one) => ({ teamId, kind: "member" as const, id: one.userId })),
      { teamId, kind: "project", id },
    ]);
    return readAccess(tx, actor, id);
  });
}
