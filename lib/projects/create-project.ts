import type { Actor } from "@/lib/access/callers/actor";
import { db, type Tx, withTransaction } from "@/lib/platform/db/client";
import type { Prisma } from "@/lib/platform/db/generated/client";
import { isUniqueViolation } from "@/lib/platform/db/errors";
import { publish } from "@/lib/platform/events/publish";
import { AppError } from "@/lib/shared/errors";
import { newId } from "@/lib/shared/ids";
import { freeSlug, slugOf } from "@/lib/shared/slug";
import { projectSelect } from "./queries";
import { toProjectView, type ProjectView } from "./view";

/** Of several who take the same slug at once all but one come again; each round seats one of them. */
const MAX_ROUNDS = 8;

/**
 * A new project in the team. Two may have the same name, and then differ by the number in their slug.
 * @param fill what else is in it from the beginning
 * @throws AppError too-many-projects
 */
export async function createProject(
  actor: Actor,
  { name }: { name: string },
  settings: Pick<Prisma.ProjectUncheckedCreateInput, "preamble" | "aiLabels" | "isPrivate"> = {},
  fill?: (tx: Tx, projectId: string) => Promise<void>,
): Promise<ProjectView> {
  for (let round = 1; ; round++) {
    const slug = await chooseSlug(actor.teamId, name);
    try {
      const project = await withTransaction(async (tx) => {
        await refuseTooMany(tx, actor.teamId);
        const row = await tx.project.create({
          data: { id: newId(), teamId: actor.teamId, slug, name, createdById: actor.userId, ...settings },
          select: projectSelect,
        });
        await fill?.(tx, row.id);
        await publish(tx, { teamId: actor.teamId, kind: "project", id: row.id });
        return row;
      });
      return toProjectView(actor, project);
    } catch (error) {
      if (round >= MAX_ROUNDS || !isUniqueViolation(error, "slug")) throw error;
    }
  }
}

/** Projects that a team may have: nobody finds their way among more, and a script would make them for ever. */
const MOST_PROJECTS = 1000;

/** Counted under a lock on the team: many at once must not all see the last free place. @throws AppError too-many-projects */
export async function refuseTooMany(tx: Tx, teamId: string): Promise<void> {
  await tx.$queryRaw`SELECT 1 FROM teams WHERE id = ${teamId}::uuid FOR UPDATE`;
  if ((await tx.project.count({ where: { teamId, deletedAt: null } })) >= MOST_PROJECTS) throw new AppError("too-many-projects");
}

/** A name without Latin letters gets a number: "project-2" is the team's second project. */
async function chooseSlug(teamId: string, name: string): Promise<string> {
  // Deleted ones count too: their slugs are still in old links.
  const slugs = new Set((await db.project.findMany({ where: { teamId }, select: { slug: true } })).map((project) => project.slug));
  const wanted = slugOf(name);
  if (wanted) return freeSlug(wanted, slugs);
  for (let number = slugs.size + 1; ; number++) {
    if (!slugs.has(`project-${number}`)) return `project-${number}`;
  }
}
