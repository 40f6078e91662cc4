import type { Actor } from "@/lib/access/callers/actor";
import { describeConnection } from "@/lib/connections/connection";
import { db } from "@/lib/platform/db/client";
import { Prisma } from "@/lib/platform/db/generated/client";
import { decodeCursor, encodeCursor } from "@/lib/shared/cursor";
import { AppError } from "@/lib/shared/errors";
import { type GenerationStatus, isFinal } from "./lifecycle";
import { generationInclude, presentGeneration } from "./present";
import { readAgain } from "./asking/submitted-again";
import { readLine } from "./sending/turn";
import { readUsualTimes, usualTimeOf } from "./sending/usual-time";
import type { GenerationPage, GenerationView } from "./view";

/** Cards of one page that the browser asks for, and of the first rows that come with the page itself. */
export const PAGE_SIZE = 60;
export const FIRST_PAGE_SIZE = 24;

export interface ListGenerationsInput {
  projectId: string;
  /** As handed out by the page before; anything else starts at the top. */
  cursor?: string | null;
  limit?: number;
}

/**
 * One page of a project's history, newest first. Pages follow the keys of the last row and never an offset, so
 * page ten thousand costs what the first does, and a clip that arrives meanwhile moves nothing.
 */
export async function listGenerations(actor: Actor, input: ListGenerationsInput): Promise<GenerationPage> {
  const limit = Math.min(Math.max(input.limit ?? PAGE_SIZE, 1), PAGE_SIZE);
  const cursor = decodeCursor(input.cursor);
  // A row comparison is the one form that Postgres turns into a bound on the index `generations_feed`.
  const after = cursor ? Prisma.sql`AND (created_at, id) < (${cursor.createdAt}, ${cursor.id}::uuid)` : Prisma.empty;
  const keys = await db.$queryRaw<{ id: string }[]>`
    SELECT id FROM generations
    WHERE project_id = ${input.projectId}::uuid AND team_id = ${actor.teamId}::uuid AND deleted_at IS NULL ${after}
    ORDER BY created_at DESC, id DESC
    LIMIT ${limit + 1}`;
  const rows = await readRows(
    actor,
    keys.slice(0, limit).map((key) => key.id),
  );
  const last = rows.at(-1);
  return {
    items: await presentAll(actor, rows),
    nextCursor: keys.length > limit && last ? encodeCursor(last) : null,
  };
}

/** Those of these that are in the project, at most a page of them; what was deleted is not among them. */
export async function findGenerations(actor: Actor, input: { projectId: string; ids: string[] }): Promise<GenerationPage> {
  const rows = await readRows(actor, input.ids.slice(0, PAGE_SIZE));
  return {
    items: await presentAll(
      actor,
      rows.filter((row) => row.projectId === input.projectId),
    ),
    nextCursor: null,
  };
}

/** @throws AppError not-found for one that never was, was deleted, or belongs to another team. */
export async function getGeneration(actor: Actor, id: string): Promise<GenerationView> {
  const [view] = await presentAll(actor, await readRows(actor, [id]));
  if (!view) throw new AppError("not-found");
  return view;
}

/** Several by their ids, in that order, whichever project they are in; what was deleted is not among them. */
export async function getGenerations(actor: Actor, ids: readonly string[]): Promise<GenerationView[]> {
  return presentAll(actor, await readRows(actor, [...ids]));
}

async function readRows(actor: Actor, ids: string[]) {
  if (ids.length === 0) return [];
  const rows = await db.generation.findMany({
    where: { id: { in: ids }, teamId: actor.teamId, deletedAt: null },
    include: generationInclude,
  });
  const order = new Map(ids.map((id, index) => [id, index]));
  return rows.sort((a, b) => order.get(a.id)! - order.get(b.id)!);
}

async function presentAll(actor: Actor, rows: Awaited<ReturnType<typeof readRows>>): Promise<GenerationView[]> {
  const { places } = rows.some(waitsForItsTurn) ? await readLine(db, (await describeConnection(actor.teamId)).account) : { places: NOBODY };
  const usual = rows.some(isUnderWay) ? await readUsualTimes(actor.teamId) : null;
  const again = await readAgain(rows);
  return rows.map((row) => {
    const place = waitsForItsTurn(row) ? places.get(row.id) : undefined;
    return presentGeneration(actor, row, {
      // The line is the provider account's, so other teams count too; only the number leaves.
      ahead: place === undefined ? null : place - 1,
      usual: usual && isUnderWay(row) ? usualTimeOf(usual, row) : null,
      again: again.get(row.id) ?? null,
    });
  });
}

const NOBODY: ReadonlyMap<string, number> = new Map();

const waitsForItsTurn = (row: { status: string; waitingFor: string | null }): boolean =>
  row.status === "waiting" && row.waitingFor === "turn";

const isUnderWay = (row: { status: GenerationStatus }): boolean => !isFinal(row.status);
