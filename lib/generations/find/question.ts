import type { Actor } from "@/lib/access/callers/actor";
import { db } from "@/lib/platform/db/client";
import { Prisma } from "@/lib/platform/db/generated/client";
import { nameKey } from "@/lib/shared/name-key";
import type { Find } from "./find";
import { IS_FACE } from "./stacks";

/** What is asked of `clip_search`. */
export interface Question {
  /** On its `terms`; it names the project. */
  terms: Prisma.Sql;
  /** On its columns that are in its ordered indexes; begins with AND, or is empty. */
  bounds: Prisma.Sql;
  /** What else is asked of each row; begins with AND, or is empty. */
  faces: Prisma.Sql;
  /** Whether `terms` says more than the project. */
  isNarrow: boolean;
}

/** More pieces than this narrow nothing down any further. */
const MOST_PIECES = 24;

/** As a term of a tsquery. */
export const quoted = (term: string): string => `'${term.replaceAll("\\", "\\\\").replaceAll("'", "''")}'`;

/** @returns null where nothing can be found: of what was typed nothing is a word, or a name is none */
export async function questionOf({ teamId, userId }: Actor, projectId: string, find: Find): Promise<Question | null> {
  const { q, state, mode, model, ratio, resolution, sound, author, rating, verdict, comments, findings, favourite, tag, collection, seed } =
    find;
  const { element } = find;
  const said = Object.entries({ state, mode, model, ratio, resolution, sound, author, rating, verdict, comments, findings, seed })
    .filter(([, value]) => value !== undefined)
    .map(([name, value]) => `=${name}:${value}`);
  if (favourite) said.push(`=favourite:${userId}`);
  for (const [name, shelf] of [[tag, null] as const, [collection, projectId] as const]) {
    if (name === undefined) continue;
    const label = await db.label.findFirst({ where: { teamId, projectId: shelf, key: nameKey(name) }, select: { id: true } });
    if (!label) return null;
    said.push(`=label:${label.id}`);
  }
  if (element !== undefined) {
    // The one that is there before any that was deleted under the same name.
    const orderBy = { deletedAt: { sort: "desc", nulls: "first" } } as const;
    const found = await db.element.findFirst({ where: { teamId, nameKey: nameKey(element) }, orderBy, select: { id: true } });
    if (!found) return null;
    said.push(`=element:${found.id}`);
  }
  const words = q === undefined ? [] : await wordsOf(teamId, projectId, q);
  if (q !== undefined && words.length === 0) return null;
  const terms = [Prisma.sql`${[`=project:${projectId}`, ...said].map(quoted).join(" & ")}::tsquery`, ...words];
  return {
    terms: Prisma.sql`(${Prisma.join(terms, " && ")})`,
    bounds: boundsOf(find),
    faces: find.stack ? IS_FACE : Prisma.empty,
    isNarrow: said.length + words.length > 0,
  };
}

/**
 * Each piece of what was typed is in the own words of what is looked for, or it is under a name that has it: names change, and so their words are not kept with
 * clips and files. Without a project the names are the team's tags.
 */
export async function wordsOf(teamId: string, projectId: string | null, typed: string): Promise<Prisma.Sql[]> {
  const pieces = typed.split(" ").slice(0, MOST_PIECES);
  const isAll = pieces.length === 1;
  const rows = await db.$queryRaw<{ piece: string; labels: string[] }[]>`
    SELECT piece, ARRAY(
      SELECT id::text FROM labels
      WHERE team_id = ${teamId}::uuid AND (project_id IS NULL OR project_id = ${projectId}::uuid)
        AND array_to_tsvector(search_words(name)) @@ search_query(piece, ${isAll})
    ) AS labels
    FROM unnest(${pieces}::text[]) AS piece WHERE numnode(search_query(piece)) > 0`;
  return rows.map(({ piece, labels }) =>
    labels.length === 0
      ? Prisma.sql`search_query(${piece}, ${isAll})`
      : Prisma.sql`(search_query(${piece}, ${isAll}) || ${labels.map((id) => quoted(`=label:${id}`)).join(" | ")}::tsquery)`,
  );
}

function boundsOf({ from, to, zone = "UTC" }: Find): Prisma.Sql {
  const startOf = (day: string, more: number) => Prisma.sql`((${day}::date + ${more}::int)::timestamp AT TIME ZONE ${zone})`;
  return Prisma.sql`${from ? Prisma.sql`AND created_at >= ${startOf(from, 0)}` : Prisma.empty} ${to ? Prisma.sql`AND created_at < ${startOf(to, 1)}` : Prisma.empty}`;
}
