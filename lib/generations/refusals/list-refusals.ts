import type { Actor } from "@/lib/access/callers/actor";
import { inSight } from "@/lib/access/callers/in-sight";
import { db } from "@/lib/platform/db/client";
import { Prisma } from "@/lib/platform/db/generated/client";
import { getProjectBySlug } from "@/lib/projects/queries";
import { REFUSALS, type Refusal } from "./kinds";

/** So many of a project's newest tell how it goes now, and are read in no time in a project of any size. */
const NEWEST = 100;

/** How many of a project's newest clips moderation refused, by what for. */
export interface ProjectRefusals {
  project: { slug: string; name: string };
  /** Those that became a clip or were refused; whatever else became of a clip says nothing of moderation. */
  judged: number;
  refused: { kind: Refusal; count: number }[];
}

/** Of one project, or of all of a team of which any was refused; deleted clips count, because people tidy refusals away. */
export async function listRefusals(actor: Actor, { project }: { project?: string | undefined }): Promise<ProjectRefusals[]> {
  const one = project === undefined ? null : await getProjectBySlug(actor, project);
  const which = one
    ? Prisma.sql`projects.id = ${one.id}::uuid`
    : Prisma.sql`projects.deleted_at IS NULL ${inSight(actor, Prisma.sql`projects.id`)}`;
  const rows = await db.$queryRaw<{ slug: string; name: string; kind: Refusal | null; count: number }[]>`
    SELECT projects.slug, projects.name, judged.kind, count(*)::int AS count
    FROM projects, LATERAL (
      SELECT CASE WHEN status = 'refused' THEN error_code END AS kind FROM generations
      WHERE generations.project_id = projects.id AND status IN ('ready', 'refused')
      ORDER BY finished_at DESC LIMIT ${NEWEST}
    ) AS judged
    WHERE projects.team_id = ${actor.teamId}::uuid AND ${which} AND (judged.kind IS NULL OR judged.kind IN (${Prisma.join([...REFUSALS])}))
    GROUP BY projects.id, judged.kind ORDER BY projects.name, projects.id`;
  const projects = [...Map.groupBy(rows, ({ slug }) => slug).values()].map((all): ProjectRefusals => {
    const refused = REFUSALS.flatMap((kind) => all.filter((row) => row.kind === kind).map(({ count }) => ({ kind, count })));
    return { project: { slug: all[0]!.slug, name: all[0]!.name }, judged: all.reduce((sum, { count }) => sum + count, 0), refused };
  });
  return one ? projects : projects.filter(({ refused }) => refused.length > 0);
}
