import type { Actor } from "@/lib/access/callers/actor";
import type { HomeView } from "@/lib/accounts/view";
import { db } from "@/lib/platform/db/client";
import { Prisma } from "@/lib/platform/db/generated/client";
import { AppError } from "@/lib/shared/errors";
import { goneAt, trashBegan } from "@/lib/shared/trash-days";
import { inSight, notHidden } from "@/lib/access/callers/in-sight";
import { canDeleteProject } from "./policy";
import { toProjectView, type DeletedProjectView, type ProjectRow, type ProjectSummaryView, type ProjectView } from "./view";

export const projectSelect = {
  id: true,
  slug: true,
  name: true,
  createdAt: true,
  archivedAt: true,
  aiLabels: true,
  isPrivate: true,
  createdById: true,
} as const;

/** When a project's newest clip was asked for. */
const LAST_PRESS = Prisma.sql`
  select created_at as last from generations
  where project_id = p.id and deleted_at is null order by created_at desc, id desc limit 1`;

/** The team's projects, those in use before the archived ones, the last used first. */
export async function listProjects(actor: Actor): Promise<ProjectView[]> {
  const projects = await db.$queryRaw<ProjectRow[]>`
    select p.id, p.slug, p.name, p.created_at as "createdAt", p.archived_at as "archivedAt", p.ai_labels as "aiLabels", p.is_private as "isPrivate"
    from projects p left join lateral (${LAST_PRESS}) g on true
    where p.team_id = ${actor.teamId}::uuid and p.deleted_at is null ${inSight(actor, Prisma.sql`p.id`)}
    order by p.archived_at is not null, coalesce(g.last, p.created_at) desc, p.id desc`;
  return projects.map((project) => toProjectView(actor, project));
}

/** What was deleted in the last thirty days, for whoever may bring it back. */
export async function listDeletedProjects(actor: Actor): Promise<DeletedProjectView[]> {
  if (!canDeleteProject(actor)) return [];
  const projects = await db.project.findMany({
    where: { teamId: actor.teamId, deletedAt: { gt: trashBegan() } },
    orderBy: { deletedAt: "desc" },
    select: { id: true, name: true, deletedAt: true },
  });
  return projects.map(({ id, name, deletedAt }) => ({ id, name, deletedAt: deletedAt!.toISOString(), goneAt: goneAt(deletedAt!) }));
}

/** Beyond so many, a card says "more than": counting a million of them would cost more than the page. */
export const MOST_COUNTED = 10_000;

/** The same as cards. */
export async function listProjectSummaries(actor: Actor): Promise<ProjectSummaryView[]> {
  const projects = await listProjects(actor);
  const facts = await db.$queryRaw<{ id: string; clips: bigint; cover: string | null; last: Date | null }[]>`
    select p.id, n.clips, g.last, c.id as cover
    from projects p
    left join lateral (
      select count(*) as clips from (
        select 1 from generations where project_id = p.id and deleted_at is null and status = 'ready' limit ${MOST_COUNTED + 1}
      ) counted
    ) n on true
    left join lateral (${LAST_PRESS}) g on true
    left join lateral (
      select g.id from generations g
      join files f on f.generation_id = g.id and f.variant = 'poster'
      where g.project_id = p.id and g.deleted_at is null and g.status = 'ready'
      order by g.created_at desc, g.id desc limit 1
    ) c on true
    where p.team_id = ${actor.teamId}::uuid and p.deleted_at is null`;
  const factsById = new Map(facts.map((row) => [row.id, row]));
  return projects.map((project) => {
    const row = factsById.get(project.id);
    return {
      ...project,
      clipCount: Math.min(Number(row?.clips ?? 0), MOST_COUNTED),
      hasMoreClips: Number(row?.clips ?? 0) > MOST_COUNTED,
      coverGenerationId: row?.cover ?? null,
      lastUsedAt: row?.last?.toISOString() ?? project.createdAt,
    };
  });
}

/** The project of this slug in the actor's team; another team's, a deleted one and none at all are "not-found". */
export async function getProjectBySlug(actor: Actor, slug: string): Promise<ProjectView> {
  const project = await db.project.findFirst({
    where: { teamId: actor.teamId, slug, deletedAt: null, id: notHidden(actor) },
    select: projectSelect,
  });
  if (!project) throw new AppError("not-found");
  return toProjectView(actor, project);
}

/** What a project puts before every prompt; "" where nothing is. Apart from its view, which every page carries for every project. */
export async function getPreamble(actor: Actor, projectId: string): Promise<string> {
  const project = await db.project.findFirst({
    where: { id: { equals: projectId, ...notHidden(actor) }, teamId: actor.teamId },
    select: { preamble: true },
  });
  return project?.preamble ?? "";
}

/** Open to this person by itself, whatever their role: where somebody is led without having asked. */
const openTo = (userId: string) => ({ OR: [{ isPrivate: false }, { members: { some: { userId } } }] });

/** The team's first project that takes clips and is open to this person, or null when there is none. */
export async function getDefaultProject(teamId: string, userId: string): Promise<{ id: string; slug: string; name: string } | null> {
  return db.project.findFirst({
    where: { teamId, deletedAt: null, archivedAt: null, ...openTo(userId) },
    orderBy: [{ createdAt: "asc" }, { id: "asc" }],
    select: { id: true, slug: true, name: true },
  });
}

/**
 * Where `/` leads a signed-in person: to the project that their composer was last used in, else to the first project of
 * their first team; null when they belong to no team.
 */
export async function findHome(userId: string): Promise<HomeView | null> {
  const draft = await db.draft.findFirst({
    where: {
      userId,
      project: { deletedAt: null, archivedAt: null, ...openTo(userId) },
      team: { deletedAt: null, memberships: { some: { userId } } },
    },
    orderBy: { updatedAt: "desc" },
    select: { team: { select: { slug: true } }, project: { select: { slug: true } } },
  });
  if (draft) return { team: draft.team.slug, project: draft.project.slug };
  const membership = await db.membership.findFirst({
    where: { userId, team: { deletedAt: null } },
    orderBy: [{ createdAt: "asc" }, { teamId: "asc" }],
    select: { team: { select: { id: true, slug: true } } },
  });
  if (!membership) return null;
  const project = await getDefaultProject(membership.team.id, userId);
  return { team: membership.team.slug, project: project?.slug ?? null };
}
