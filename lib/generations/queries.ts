import type { Actor } from "@/lib/access/callers/actor";
import { describeConnection } from "@/lib/connections/connection";
import { db } from "@/lib/platform/db/client";
import { Prisma } from "@/lib/platform/db/generated/client";
import { type Cursor, decodeCursor, encodeCursor } from "@/lib/shared/cursor";
import { AppError } from "@/lib/shared/errors";
import { END, findClips, type ListedFrom, TOP, whichFit } from "./find/find-clips";
import { type LocalMoment, momentOf } from "./find/count-days";
import { type Find, writeFind } from "./find/find";
import { facesOf } from "./find/stacks";
import { isFinal } from "./lifecycle";
import { presentCard, presentClip } from "./present";
import { type CardRow, findClipRow, readCardRows } from "./read-rows";
import { readLine } from "./sending/turn";
import { readUsualTimes, usualTimeOf } from "./sending/usual-time";
import type { CardView, ClipView, GenerationPage, RevisionPage } from "./view";

/** Cards of one page that the browser asks for, and of the first rows that come with the page itself. */
export const PAGE_SIZE = 60;
export const FIRST_PAGE_SIZE = 24;

export interface ListGenerationsInput {
  projectId: string;
  /** As handed out by the page before; anything else starts at the top. */
  cursor?: string | null;
  /** The page before the cursor instead of the one behind it, in the same order. */
  isBack?: boolean;
  /** Without a cursor: begins there in the order of time. */
  at?: LocalMoment | undefined;
  limit?: number;
  /** Those alone that fit, in its order. */
  find?: Find | undefined;
}

/** Whether there is anything to look for: everything, newest first, is read from the clips themselves. */
const isFind = (find: Find | undefined): find is Find => find !== undefined && writeFind(find) !== "";

/**
 * One page of a project's history, newest first unless a find says otherwise. Pages follow the keys of the last row and never an offset, so
 * page ten thousand costs what the first does, and a clip that arrives meanwhile moves nothing.
 */
export async function listGenerations(actor: Actor, input: ListGenerationsInput): Promise<GenerationPage> {
  const limit = Math.min(Math.max(input.limit ?? PAGE_SIZE, 1), PAGE_SIZE);
  const cursor = decodeCursor(input.cursor);
  const page = await readPage(actor, input, { cursor, isBack: cursor !== null && input.isBack === true, at: input.at }, limit);
  // Behind the moment is nothing: what is nearest to it is the end of the list.
  const isBeyond = page.shown.length === 0 && !cursor && input.at !== undefined;
  const { shown, ...cursors } = isBeyond ? await readPage(actor, input, END, limit) : page;
  return { items: await presentCards(actor.teamId, shown), ...cursors };
}

async function readPage(actor: Actor, { projectId, find }: ListGenerationsInput, from: ListedFrom, limit: number) {
  if (isFind(find)) {
    const { shown, ...cursors } = await findPage(actor, projectId, { find, from, limit });
    return { shown: await readRows(actor.teamId, shown), ...cursors };
  }
  const rows = await readCardRows(
    Prisma.sql`g.project_id = ${projectId}::uuid AND g.team_id = ${actor.teamId}::uuid AND g.deleted_at IS NULL ${beginning(from)}`,
    from.isBack
      ? Prisma.sql`ORDER BY g.created_at ASC, g.id ASC LIMIT ${limit + 1}`
      : Prisma.sql`ORDER BY g.created_at DESC, g.id DESC LIMIT ${limit + 1}`,
  );
  return cutPage(rows, limit, from);
}

/** A row comparison is the one form that Postgres turns into a bound on the index `generations_feed`. */
function beginning({ cursor, isBack, at }: ListedFrom): Prisma.Sql {
  if (cursor && isBack) return Prisma.sql`AND (g.created_at, g.id) > (${cursor.createdAt}, ${cursor.id}::uuid)`;
  if (cursor) return Prisma.sql`AND (g.created_at, g.id) < (${cursor.createdAt}, ${cursor.id}::uuid)`;
  return at ? Prisma.sql`AND g.created_at < ${momentOf(at)}` : Prisma.empty;
}

/**
 * What is shown of the rows that were read, one more than fit, and where the list goes on: a page before another was read from
 * behind. Whether anything stands before a page that begins at a moment is found out by who asks for it.
 */
function cutPage<Row extends Cursor>(rows: Row[], limit: number, { cursor, isBack, at }: ListedFrom) {
  const isMore = rows.length > limit;
  const shown = rows.slice(0, limit);
  if (isBack) shown.reverse();
  const [first, last] = [shown[0], shown.at(-1)];
  if (isBack) return { shown, nextCursor: cursor ? orNull(last) : null, prevCursor: isMore ? orNull(first) : null };
  const nextCursor = isMore ? orNull(last) : null;
  return !cursor && at ? { shown, nextCursor, prevCursor: orNull(first) } : { shown, nextCursor };
}

const orNull = (row: Cursor | undefined): string | null => (row ? encodeCursor(row) : null);

async function findPage(actor: Actor, projectId: string, { find, from, limit }: { find: Find; from: ListedFrom; limit: number }) {
  const { shown, ...cursors } = cutPage(await findClips(actor, projectId, { find, from, limit: limit + 1 }), limit, from);
  return { shown: shown.map(({ id }) => id), ...cursors };
}

/** Which generations the first page shows and in which revision, for a page that has their cards already. */
export async function listRevisions(actor: Actor, projectId: string, find?: Find): Promise<RevisionPage> {
  if (isFind(find)) {
    const { shown, nextCursor } = await findPage(actor, projectId, { find, from: TOP, limit: PAGE_SIZE });
    const rows = await db.generation.findMany({
      where: { id: { in: shown }, teamId: actor.teamId, deletedAt: null },
      select: { id: true, revision: true },
    });
    const revisions = new Map(rows.map((row) => [row.id, row.revision]));
    return { items: shown.flatMap((id) => (revisions.has(id) ? [{ id, revision: revisions.get(id)! }] : [])), nextCursor };
  }
  const rows = await db.generation.findMany({
    where: { projectId, teamId: actor.teamId, deletedAt: null },
    orderBy: [{ createdAt: "desc" }, { id: "desc" }],
    take: PAGE_SIZE + 1,
    select: { id: true, revision: true, createdAt: true },
  });
  const shown = rows.slice(0, PAGE_SIZE);
  const last = shown.at(-1);
  return {
    items: shown.map(({ id, revision }) => ({ id, revision })),
    nextCursor: rows.length > PAGE_SIZE && last ? encodeCursor(last) : null,
  };
}

/**
 * Those of these that are in the project, and fit, at most a page of them; what was deleted is not among them. Where takes are stacked, the
 * faces of their recipes come with them: with a change of one, another may have become the face.
 */
export async function findGenerations(
  actor: Actor,
  { projectId, ids, find }: { projectId: string; ids: string[]; find?: Find | undefined },
): Promise<GenerationPage> {
  const asked = ids.slice(0, PAGE_SIZE);
  const concerned = find?.stack ? [...new Set([...asked, ...(await facesOf(actor.teamId, projectId, asked))])] : asked;
  const rows = await readRows(actor.teamId, isFind(find) ? await whichFit(actor, projectId, find, concerned) : concerned);
  const shown = rows.filter((row) => row.projectId === projectId);
  return { items: await presentCards(actor.teamId, shown), nextCursor: null };
}

/** @throws AppError not-found for one that never was, was deleted, or belongs to another team. */
export async function getGeneration(actor: Actor, id: string): Promise<CardView> {
  const [view] = await getGenerations(actor, [id]);
  if (!view) throw new AppError("not-found");
  return view;
}

/** Several by their ids, in that order, whichever project they are in; what was deleted is not among them. */
export async function getGenerations(actor: Actor, ids: readonly string[]): Promise<CardView[]> {
  return presentCards(actor.teamId, await readRows(actor.teamId, ids));
}

/** All that is known of one. @throws AppError not-found as above. */
export async function getClip(actor: Actor, id: string): Promise<ClipView> {
  const row = await findClipRow(actor.teamId, id);
  if (!row) throw new AppError("not-found");
  return presentClip(row, await surroundingsOf(actor.teamId, [row]).then((of) => of(row)));
}

/** For every open page of a team: what became of these, each in its project; what was deleted is not among them. */
export async function readChanged(teamId: string, ids: readonly string[]): Promise<{ projectId: string; card: CardView }[]> {
  const rows = await readRows(teamId, ids);
  const cards = await presentCards(teamId, rows);
  return rows.map(({ projectId }, index) => ({ projectId, card: cards[index]! }));
}

async function readRows(teamId: string, ids: readonly string[]): Promise<CardRow[]> {
  if (ids.length === 0) return [];
  const rows = await readCardRows(Prisma.sql`g.id = ANY(${[...ids]}::uuid[]) AND g.team_id = ${teamId}::uuid AND g.deleted_at IS NULL`);
  const order = new Map(ids.map((id, index) => [id, index]));
  return rows.sort((a, b) => order.get(a.id)! - order.get(b.id)!);
}

async function presentCards(teamId: string, rows: readonly CardRow[]): Promise<CardView[]> {
  const surroundings = await surroundingsOf(teamId, rows);
  return rows.map((row) => presentCard(row, surroundings(row)));
}

/** The place in line and the usual time of what is not over; nothing is asked where everything is. */
async function surroundingsOf(teamId: string, rows: readonly CardRow[]) {
  const places = rows.some(waitsForItsTurn) ? (await readLine(db, (await describeConnection(teamId)).account)).places : null;
  const usual = rows.some((row) => !isFinal(row.status)) ? await readUsualTimes(teamId) : null;
  return (row: CardRow) => {
    const place = waitsForItsTurn(row) ? places?.get(row.id) : undefined;
    return {
      // The line is the provider account's, so other teams count too; only the number leaves.
      ahead: place === undefined ? null : place - 1,
      usual: usual && !isFinal(row.status) ? usualTimeOf(usual, row) : null,
    };
  };
}

const waitsForItsTurn = (row: CardRow): boolean => row.status === "waiting" && row.waitingFor === "turn";
