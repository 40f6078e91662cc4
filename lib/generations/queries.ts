import type { Actor } from "@/lib/access/callers/actor";
import { describeConnection } from "@/lib/connections/connection";
import { db } from "@/lib/platform/db/client";
import { Prisma } from "@/lib/platform/db/generated/client";
import { type Cursor, decodeCursor, encodeCursor } from "@/lib/shared/cursor";
import { AppError } from "@/lib/shared/errors";
import { findClips, whichFit } from "./find/find-clips";
import { type Find, writeFind } from "./find/find";
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
  if (isFind(input.find)) {
    const { shown, nextCursor } = await findPage(actor, input.projectId, { find: input.find, after: cursor, limit });
    const found = await readRows(actor.teamId, shown);
    return { items: await presentCards(actor.teamId, found), nextCursor };
  }
  // A row comparison is the one form that Postgres turns into a bound on the index `generations_feed`.
  const after = cursor ? Prisma.sql`AND (g.created_at, g.id) < (${cursor.createdAt}, ${cursor.id}::uuid)` : Prisma.empty;
  const rows = await readCardRows(
    Prisma.sql`g.project_id = ${input.projectId}::uuid AND g.team_id = ${actor.teamId}::uuid AND g.deleted_at IS NULL ${after}`,
    Prisma.sql`ORDER BY g.created_at DESC, g.id DESC LIMIT ${limit + 1}`,
  );
  const shown = rows.slice(0, limit);
  const last = shown.at(-1);
  return { items: await presentCards(actor.teamId, shown), nextCursor: rows.length > limit && last ? encodeCursor(last) : null };
}

async function findPage(actor: Actor, projectId: string, asked: { find: Find; after: Cursor | null; limit: number }) {
  const { limit } = asked;
  const found = await findClips(actor, projectId, { ...asked, limit: limit + 1 });
  const last = found.length > limit ? found[limit - 1] : undefined;
  return { shown: found.slice(0, limit).map(({ id }) => id), nextCursor: last ? encodeCursor(last) : null };
}

/** Which generations the first page shows and in which revision, for a page that has their cards already. */
export async function listRevisions(actor: Actor, projectId: string, find?: Find): Promise<RevisionPage> {
  if (isFind(find)) {
    const { shown, nextCursor } = await findPage(actor, projectId, { find, after: null, limit: PAGE_SIZE });
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

/** Those of these that are in the project, and fit, at most a page of them; what was deleted is not among them. */
export async function findGenerations(
  actor: Actor,
  { projectId, ids, find }: { projectId: string; ids: string[]; find?: Find | undefined },
): Promise<GenerationPage> {
  const asked = ids.slice(0, PAGE_SIZE);
  const rows = await readRows(actor.teamId, isFind(find) ? await whichFit(actor, projectId, find, asked) : asked);
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
