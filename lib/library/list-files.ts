import type { Actor } from "@/lib/access/callers/actor";
import { fileInSight, inSight, notHidden } from "@/lib/access/callers/in-sight";
import { findClips } from "@/lib/generations/find/find-clips";
import { quoted, wordsOf } from "@/lib/generations/find/question";
import { db } from "@/lib/platform/db/client";
import { Prisma } from "@/lib/platform/db/generated/client";
import { decodeCursor, encodeCursor } from "@/lib/shared/cursor";
import { nameKey } from "@/lib/shared/name-key";
import { decodePlace, encodePlace } from "./cursor";
import type { LibraryFind, LibrarySort } from "./find";
import { readClipItems, readFileItems } from "./read-items";
import type { ListInput } from "./schema";
import type { LibraryPage } from "./view";

export const LIBRARY_PAGE_SIZE = 60;
const NOTHING: LibraryPage = { items: [], nextCursor: null };

interface Order {
  column: Prisma.Sql;
  way: Prisma.Sql;
  /** Of what comes behind a place in that order. */
  beyond: Prisma.Sql;
  /** The key of a place as the database takes it; null for what is none. */
  read: (key: string) => Prisma.Sql | null;
}

const DOWN = { way: Prisma.sql`DESC`, beyond: Prisma.sql`<` };
const readTime = (key: string): Prisma.Sql | null => {
  const time = new Date(key);
  return Number.isNaN(time.getTime()) ? null : Prisma.sql`${time}`;
};
const ORDERS: Record<LibrarySort, Order> = {
  newest: { column: Prisma.sql`created_at`, ...DOWN, read: readTime },
  used: { column: Prisma.sql`used_at`, ...DOWN, read: readTime },
  size: { column: Prisma.sql`size_bytes`, ...DOWN, read: (key) => (/^\d{1,15}$/.test(key) ? Prisma.sql`${key}::text::bigint` : null) },
  name: { column: Prisma.sql`name_key`, way: Prisma.sql`ASC`, beyond: Prisma.sql`>`, read: (key) => Prisma.sql`${key}::text` },
};

/** A page of what the library has and fits: files of the team, or clips that were made here. Another team's project is none. */
export async function listLibrary(actor: Actor, { find, cursor }: ListInput, limit = LIBRARY_PAGE_SIZE): Promise<LibraryPage> {
  return find.show === "made" ? listMade(actor, find, cursor, limit) : listBrought(actor, find, cursor, limit);
}

async function listBrought(actor: Actor, find: LibraryFind, cursor: string | null, limit: number): Promise<LibraryPage> {
  const { teamId, userId } = actor;
  const terms = await termsOf(actor, find);
  if (!terms) return NOTHING;
  const { column, way, beyond, read } = ORDERS[find.sort ?? "newest"];
  const place = decodePlace(cursor);
  const from = place && read(place.key);
  const rows = await db.$queryRaw<{ id: string; key: string }[]>`
    SELECT asset_id AS id, to_jsonb(${column}) #>> '{}' AS key FROM asset_search
    WHERE team_id = ${teamId}::uuid ${terms.length > 0 ? Prisma.sql`AND terms @@ (${Prisma.join(terms, " && ")})` : Prisma.empty}
    ${find.project === undefined ? Prisma.empty : usedIn(actor, find.project)} ${fileInSight(actor, Prisma.sql`asset_id`)}
    ${from ? Prisma.sql`AND (${column}, asset_id) ${beyond} (${from}, ${place.id}::uuid)` : Prisma.empty}
    ORDER BY ${column} ${way}, asset_id ${way} LIMIT ${limit + 1}`;
  const here = rows.slice(0, limit);
  const items = await readFileItems(
    teamId,
    userId,
    here.map(({ id }) => id),
  );
  return { items, nextCursor: rows.length > limit ? encodePlace(here.at(-1)!) : null };
}

/** A clip of that project was asked for with it. */
const usedIn = (actor: Actor, slug: string): Prisma.Sql => Prisma.sql`
  AND EXISTS (SELECT 1 FROM asset_uses JOIN projects ON projects.id = asset_uses.project_id
    WHERE asset_uses.asset_id = asset_search.asset_id AND projects.team_id = ${actor.teamId}::uuid AND projects.slug = ${slug}
      AND projects.deleted_at IS NULL ${inSight(actor, Prisma.sql`projects.id`)})`;

/** @returns null where nothing can be found: of what was typed nothing is a word, or a name is none */
async function termsOf({ teamId, userId }: Actor, { q, show, tag, folder, favourite }: LibraryFind): Promise<Prisma.Sql[] | null> {
  const said: string[] = [];
  if (show) said.push(`=kind:${show}`);
  if (folder) said.push(`=folder:${nameKey(folder)}`);
  if (favourite) said.push(`=favourite:${userId}`);
  if (tag) {
    const label = await db.label.findFirst({ where: { teamId, projectId: null, key: nameKey(tag) }, select: { id: true } });
    if (!label) return null;
    said.push(`=label:${label.id}`);
  }
  const words = q === undefined ? [] : await wordsOf(teamId, null, q);
  if (q !== undefined && words.length === 0) return null;
  return [...(said.length > 0 ? [Prisma.sql`${said.map(quoted).join(" & ")}::tsquery`] : []), ...words];
}

/** Clips of every project of the team, the newest first: each project finds its own, and the newest of all of them are the page. */
async function listMade(actor: Actor, find: LibraryFind, cursor: string | null, limit: number): Promise<LibraryPage> {
  const { q, tag, favourite, project: slug } = find;
  const projects = await db.project.findMany({
    where: { teamId: actor.teamId, deletedAt: null, id: notHidden(actor), ...(slug !== undefined && { slug }) },
    select: { id: true },
  });
  const from = { cursor: decodeCursor(cursor), isBack: false };
  const asked = { find: { state: "ready" as const, ...(q && { q }), ...(tag && { tag }), ...(favourite && { favourite }) }, from };
  const found = await Promise.all(projects.map(({ id }) => findClips(actor, id, { ...asked, limit: limit + 1 })));
  const clips = found.flat().sort((a, b) => b.createdAt.getTime() - a.createdAt.getTime() || (a.id < b.id ? 1 : -1));
  const here = clips.slice(0, limit);
  const items = await readClipItems(
    actor.teamId,
    actor.userId,
    here.map(({ id }) => id),
  );
  return { items, nextCursor: clips.length > limit ? encodeCursor(here.at(-1)!) : null };
}
