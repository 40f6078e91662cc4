import type { Actor } from "@/lib/access/callers/actor";
import { inSight, notHidden } from "@/lib/access/callers/in-sight";
import { db } from "@/lib/platform/db/client";
import { Prisma } from "@/lib/platform/db/generated/client";
import { AppError } from "@/lib/shared/errors";
import type { ListPromptsInput } from "./schema";
import type { PromptView } from "./view";

/** How far back one project is looked through: all that is read has this end, however many clips there are. */
const NEWEST_OF_ONE = 3000;
/** Of the whole team: the projects that were used last, and the newest of each. */
const LAST_PROJECTS = 24;
const NEWEST_OF_EACH = 250;
const MOST = 40;

/** The newest clips of the project `p`, read from the index of its feed. */
const newest = (limit: number) => Prisma.sql`
  SELECT id, prompt, created_at, created_by_id FROM generations
  WHERE project_id = p.id AND deleted_at IS NULL ORDER BY created_at DESC, id DESC LIMIT ${limit}`;

const LAST_USED = Prisma.sql`
  SELECT projects.id, projects.name FROM projects
  LEFT JOIN LATERAL (
    SELECT created_at FROM generations WHERE project_id = projects.id AND deleted_at IS NULL ORDER BY created_at DESC, id DESC LIMIT 1
  ) last ON true`;

/**
 * The different prompts that a team asked for lately, newest first: of one project or of those used last, everybody's or
 * one's own. How much is looked through has an end, so that a project of a million clips answers like a small one.
 * @throws AppError not-found for a project that is not the team's
 */
export async function listPrompts(actor: Actor, { project, scope, whose, words }: ListPromptsInput): Promise<PromptView[]> {
  const here = await db.project.findFirst({
    where: { id: { equals: project, ...notHidden(actor) }, teamId: actor.teamId, deletedAt: null },
    select: { id: true },
  });
  if (!here) throw new AppError("not-found");
  const ofTeam = Prisma.sql`projects.team_id = ${actor.teamId}::uuid AND projects.deleted_at IS NULL ${inSight(actor, Prisma.sql`projects.id`)}`;
  const projects =
    scope === "project"
      ? Prisma.sql`SELECT id, name FROM projects WHERE id = ${project}::uuid AND ${ofTeam}`
      : Prisma.sql`${LAST_USED} WHERE ${ofTeam} ORDER BY last.created_at DESC NULLS LAST LIMIT ${LAST_PROJECTS}`;
  const wanted = [
    Prisma.sql`g.prompt <> ''`,
    ...(whose === "mine" ? [Prisma.sql`g.created_by_id = ${actor.userId}::uuid`] : []),
    // By position and not by pattern: whoever looks for "100%" means the sign.
    ...words
      .toLowerCase()
      .split(/\s+/u)
      .filter(Boolean)
      .map((word) => Prisma.sql`position(${word} IN lower(g.prompt)) > 0`),
  ];
  const rows = await db.$queryRaw<(Omit<PromptView, "isMine" | "createdAt"> & { authorId: string; createdAt: Date })[]>`
    SELECT found.id, found.prompt, found.created_at AS "createdAt", found.project, author.id AS "authorId", author.name AS author
    FROM (
      SELECT DISTINCT ON (g.prompt COLLATE "C") g.*, p.name AS project
      FROM (${projects}) p CROSS JOIN LATERAL (${newest(scope === "project" ? NEWEST_OF_ONE : NEWEST_OF_EACH)}) g
      WHERE ${Prisma.join(wanted, " AND ")}
      ORDER BY g.prompt COLLATE "C", g.created_at DESC, g.id DESC
    ) found JOIN users author ON author.id = found.created_by_id
    ORDER BY found.created_at DESC, found.id DESC LIMIT ${MOST}`;
  return rows.map(({ authorId, createdAt, ...row }) => ({
    ...row,
    isMine: authorId === actor.userId,
    createdAt: createdAt.toISOString(),
  }));
}
