import { db } from "@/lib/platform/db/client";
import { Prisma } from "@/lib/platform/db/generated/client";

/** The clips of a recipe in a project stand in this order in the index `generations_faces`; the first is its face. */
const faceOf = (project: Prisma.Sql, key: Prisma.Sql): Prisma.Sql => Prisma.sql`
  SELECT face.id FROM generations AS face
  WHERE face.project_id = ${project} AND face.recipe_key = ${key} AND face.deleted_at IS NULL AND face.status = 'ready'
  ORDER BY take_standing(face.verdict), face.rating DESC, face.created_at DESC, face.id DESC LIMIT 1`;

/**
 * Of `clip_search`, those that lie behind no other: the face of each recipe, and whatever is no clip yet or will be none, which nobody shall
 * lose sight of. A value instead of EXISTS, because Postgres would answer that by reading all clips once.
 */
export const IS_FACE = Prisma.sql`AND generation_id = coalesce((
  SELECT (${faceOf(Prisma.sql`clip.project_id`, Prisma.sql`clip.recipe_key`)})
  FROM generations AS clip WHERE clip.id = generation_id AND clip.status = 'ready'), generation_id)`;

/** The faces in a project of the recipes of these, which may be in the trash or elsewhere by now: another may have become the face with them. */
export async function facesOf(teamId: string, projectId: string, ids: readonly string[]): Promise<string[]> {
  const rows = await db.$queryRaw<{ id: string }[]>`
    SELECT DISTINCT face.id FROM generations AS clip, LATERAL (${faceOf(Prisma.sql`${projectId}::uuid`, Prisma.sql`clip.recipe_key`)}) AS face
    WHERE clip.id = ANY(${[...ids]}::uuid[]) AND clip.team_id = ${teamId}::uuid`;
  return rows.map(({ id }) => id);
}
