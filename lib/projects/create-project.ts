import type { Actor } from "@/lib/access/callers/actor";
import { db, withTransaction } from "@/lib/platform/db/client";
import { isUniqueViolation } from "@/lib/platform/db/errors";
import { publish } from "@/lib/platform/events/publish";
import { AppError } from "@/lib/shared/errors";
import { newId } from "@/lib/shared/ids";
import { freeSlug, slugOf } from "@/lib/shared/slug";
import { projectSelect } from "./queries";
import type { CreateProjectInput } from "./schema";
import { toProjectView, type ProjectView } from "./view";

/** Of several who take the same slug at once all but one come again; each round seats one of them. */
const MAX_ROUNDS = 8;

/** A new project in the team. Two may have the same name, and then differ by the number in their slug. */
export async function createProject(actor: Actor, { name }: CreateProjectInput): Promise<ProjectView> {
  for (let round = 1; ; round++) {
    const slug = await chooseSlug(actor.teamId, name);
    try {
      const project = await withTransaction(async (tx) => {
        const row = await tx.project.create({ data: { id: newId(), teamId: actor.teamId, slug, name }, select: projectSelect });
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

/** A name without Latin letters gets a number: "project-2" is the team's second project. */
async function chooseSlug(teamId: string, name: string): Promise<string> {
  // Deleted ones count too: their slugs are still in old links.
  const slugs = new Set((await db.project.findMany({ where: { teamId }, select: { slug: true } })).map((project) => project.slug));
  if (slugs.size >= MOST_PROJECTS) throw new AppError("too-many-requests");
  const wanted = slugOf(name);
  if (wanted) return freeSlug(wanted, slugs);
  for (let number = slugs.size + 1; ; number++) {
    if (!slugs.has(`project-${number}`)) return `project-${number}`;
  }
}
