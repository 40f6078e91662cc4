import type { Actor } from "@/lib/access/callers/actor";
import type { HomeView } from "@/lib/accounts/view";
import { db } from "@/lib/platform/db/client";
import { AppError } from "@/lib/shared/errors";
import { toProjectView, type ProjectSummaryView, type ProjectView } from "./view";

export const projectSelect = { id: true, slug: true, name: true, createdAt: true } as const;

/** The team's projects, the oldest first, for the switcher. */
export async function listProjects(actor: Actor): Promise<ProjectView[]> {
  const projects = await db.project.findMany({
    where: { teamId: actor.teamId, deletedAt: null },
    orderBy: [{ createdAt: "asc" }, { id: "asc" }],
    select: projectSelect,
  });
  return projects.map((project) => toProjectView(actor, project));
}

/** Beyond so many, a card says "more than": counting a million of them would cost more than the page. */
export const MOST_COUNTED = 10_000;

/** The team's projects as cards, the most recently used first. */
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
    left join lateral (
      select created_at as last from generations
      where project_id = p.id and deleted_at is null order by created_at desc, id desc limit 1
    ) g on true
    left join lateral (
      select g.id from generations g
      join files f on f.generation_id = g.id and f.variant = 'poster'
      where g.project_id = p.id and g.deleted_at is null and g.status = 'ready'
      order by g.created_at desc, g.id desc limit 1
    ) c on true
    where p.team_id = ${actor.teamId}::uuid and p.deleted_at is null`;
  const factsById = new Map(facts.map((row) => [row.id, row]));
  return projects
    .map((project) => {
      const row = factsById.get(project.id);
      return {
        ...project,
        clipCount: Math.min(Number(row?.clips ?? 0), MOST_COUNTED),
        hasMoreClips: Number(row?.clips ?? 0) > MOST_COUNTED,
        coverGenerationId: row?.cover ?? null,
        lastUsedAt: row?.last?.toISOString() ?? project.createdAt,
      };
    })
    .sort((a, b) => b.lastUsedAt.localeCompare(a.lastUsedAt));
}

/** The project of this slug in the actor's team; another team's, a deleted one and none at all are "not-found". */
export async function getProjectBySlug(actor: Actor, slug: string): Promise<ProjectView> {
  const project = await db.project.findFirst({ where: { teamId: actor.teamId, slug, deletedAt: null }, select: projectSelect });
  if (!project) throw new AppError("not-found");
  return toProjectView(actor, project);
}

/** The team's first project, or null when it has none. */
export async function getDefaultProject(teamId: string): Promise<{ id: string; slug: string; name: string } | null> {
  return db.project.findFirst({
    where: { teamId, deletedAt: null },
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
    where: { userId, project: { deletedAt: null }, team: { memberships: { some: { userId } } } },
    orderBy: { updatedAt: "desc" },
    select: { team: { select: { slug: true } }, project: { select: { slug: true } } },
  });
  if (draft) return { team: draft.team.slug, project: draft.project.slug };
  const membership = await db.membership.findFirst({
    where: { userId },
    orderBy: [{ createdAt: "asc" }, { teamId: "asc" }],
    select: { team: { select: { id: true, slug: true } } },
  });
  if (!membership) return null;
  const project = await getDefaultProject(membership.team.id);
  return { team: membership.team.slug, project: project?.slug ?? null };
}
