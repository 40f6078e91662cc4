import type { Actor } from "@/lib/access/callers/actor";
import { notHidden } from "@/lib/access/callers/in-sight";
import type { Db } from "@/lib/platform/db/client";
import { AppError } from "@/lib/shared/errors";

type Refusal = "not-found" | "project-archived";

/** What stands against a new clip in each of these projects; another team's and none at all are the same answer. */
export async function judgeProjects(tx: Db, actor: Actor, ids: string[]): Promise<(id: string) => Refusal | null> {
  const projects = await tx.project.findMany({
    where: { id: { in: ids, ...notHidden(actor) }, teamId: actor.teamId, deletedAt: null },
    select: { id: true, archivedAt: true },
  });
  return (id) => {
    const project = projects.find((row) => row.id === id);
    if (!project) return "not-found";
    return project.archivedAt ? "project-archived" : null;
  };
}

/**
 * The project that one new clip is for.
 * @throws AppError not-found; project-archived: what it has can be watched, and nothing is added
 */
export async function findOpenProject(tx: Db, actor: Actor, id: string): Promise<{ id: string; slug: string }> {
  const refusal = (await judgeProjects(tx, actor, [id]))(id);
  if (refusal) throw new AppError(refusal);
  return tx.project.findUniqueOrThrow({ where: { id }, select: { id: true, slug: true } });
}
