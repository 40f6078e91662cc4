import type { Actor } from "@/lib/access/callers/actor";
import { describeConnection } from "@/lib/connections/connection";
import { getGenerations } from "@/lib/generations/queries";
import { readLine } from "@/lib/generations/sending/turn";
import { readUsualTimes } from "@/lib/generations/sending/usual-time";
import { db } from "@/lib/platform/db/client";
import { getEnv } from "@/lib/platform/env";
import { inSight } from "@/lib/access/callers/in-sight";
import { Prisma } from "@/lib/platform/db/generated/client";
import { findStops } from "./find-stops";
import { listPresses } from "./presses";
import { startsInSeconds } from "./starts-in";
import { countsOf, type KeptLine, type QueueCounts, type QueueView, type TeamCounts } from "./view";

/** More than anybody reads; the counts go on counting. */
const MOST_ENTRIES = 200;

/** What runs, waits, retries, is saved or is unclear in the team, why, and whose turn is next. */
export async function getQueue(actor: Actor): Promise<QueueView> {
  const connection = await describeConnection(actor.teamId);
  const [open, line, usual, stops, kept, counts, presses] = await Promise.all([
    listOpen(actor),
    readLine(db, connection.account),
    readUsualTimes(actor.teamId),
    findStops(connection),
    listKept(actor),
    countQueue(actor),
    listPresses(actor),
  ]);
  const places = { all: getEnv().concurrency, taken: line.taken, unconfirmed: line.unconfirmed };
  const placeOf = (id: string): number | null => line.places.get(id) ?? null;
  const shown = open.sort((a, b) => a.rank - b.rank || byPlace(placeOf(a.id), placeOf(b.id)) || +a.since - +b.since).slice(0, MOST_ENTRIES);
  const views = new Map(
    (
      await getGenerations(
        actor,
        shown.map((row) => row.id),
      )
    ).map((view) => [view.id, view]),
  );
  const entries = shown.flatMap(({ id, failures, projectSlug, projectName, isProjectDeleted }) => {
    const generation = views.get(id);
    if (!generation) return [];
    const place = generation.status === "waiting" ? placeOf(id) : null;
    return {
      generation,
      project: { slug: projectSlug, name: projectName, isDeleted: isProjectDeleted },
      place,
      startsInSeconds: place === null || stops.length > 0 ? null : startsInSeconds(place, places, usual.overall?.medianSeconds ?? null),
      failures,
    };
  });
  return {
    counts,
    places,
    stops,
    kept,
    presses,
    entries,
    more: Math.max(0, counts.running + counts.waiting + counts.uncertain - entries.length),
  };
}

const byPlace = (a: number | null, b: number | null): number => (a ?? Infinity) - (b ?? Infinity) || 0;

/** The numbers alone, for the header of every page. */
export const countQueue = async (actor: Actor): Promise<QueueCounts> => countsOf(await countTeam(actor.teamId), actor.userId);

/** The numbers of a whole team, read once for all of its pages. */
export async function countTeam(teamId: string): Promise<TeamCounts> {
  const rows = await db.$queryRaw<(Omit<QueueCounts, "mine"> & { userId: string })[]>`
    SELECT created_by_id AS "userId",
           count(*) FILTER (WHERE status NOT IN ('waiting', 'uncertain'))::int AS running,
           count(*) FILTER (WHERE status = 'waiting')::int AS waiting,
           count(*) FILTER (WHERE status = 'uncertain')::int AS uncertain
    FROM generations WHERE next_action_at IS NOT NULL AND team_id = ${teamId}::uuid AND deleted_at IS NULL
    GROUP BY created_by_id`;
  const sum = (name: "running" | "waiting" | "uncertain"): number => rows.reduce((all, row) => all + row[name], 0);
  return {
    running: sum("running"),
    waiting: sum("waiting"),
    uncertain: sum("uncertain"),
    own: Object.fromEntries(rows.map(({ userId, running, waiting }) => [userId, running + waiting])),
  };
}

const listKept = async (actor: Actor): Promise<KeptLine[]> => {
  const rows = await db.$queryRaw<{ userId: string | null; by: string; since: Date }[]>`
    SELECT nullif(whose, team_id) AS "userId", users.name AS by, line_pauses.created_at AS since
    FROM line_pauses JOIN users ON users.id = paused_by_id
    WHERE team_id = ${actor.teamId}::uuid AND NOT is_press ORDER BY since`;
  return rows.map(({ since, ...row }) => ({ ...row, since: since.toISOString() }));
};

interface OpenRow {
  id: string;
  /** 0 runs, 1 is unclear, 2 waits. */
  rank: number;
  since: Date;
  failures: number;
  projectSlug: string;
  projectName: string;
  isProjectDeleted: boolean;
}

const listOpen = (actor: Actor): Promise<OpenRow[]> => db.$queryRaw<OpenRow[]>`
  SELECT generations.id, CASE status WHEN 'waiting' THEN 2 WHEN 'uncertain' THEN 1 ELSE 0 END AS rank,
         coalesce(sent_at, generations.created_at) AS since, failures, projects.slug AS "projectSlug", projects.name AS "projectName",
         projects.deleted_at IS NOT NULL AS "isProjectDeleted"
  FROM generations JOIN projects ON projects.id = generations.project_id
  WHERE next_action_at IS NOT NULL AND generations.team_id = ${actor.teamId}::uuid AND generations.deleted_at IS NULL
    ${inSight(actor, Prisma.sql`projects.id`)}`;
