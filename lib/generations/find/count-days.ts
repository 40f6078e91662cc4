import type { Actor } from "@/lib/access/callers/actor";
import { db } from "@/lib/platform/db/client";
import { Prisma } from "@/lib/platform/db/generated/client";

/** A moment as a clock shows it somewhere, as readMoment reads it. */
export interface LocalMoment {
  moment: string;
  zone: string;
}

export const momentOf = ({ moment, zone }: LocalMoment): Prisma.Sql => Prisma.sql`(${moment}::timestamp AT TIME ZONE ${zone})`;

/** A day as it is in the zone of whoever looks, `2026-11-22`, and how many clips of it are there. */
export type DayCount = [day: string, clips: number];

/**
 * The days of a project on which clips were made, the newest first. Nothing but the kept counts is read, of which a year has at most some
 * tens of thousands, however many clips there are.
 */
export async function countDays({ teamId }: Actor, projectId: string, zone: string): Promise<DayCount[]> {
  const rows = await db.$queryRaw<{ day: string; clips: number }[]>`
    SELECT to_char(day, 'YYYY-MM-DD') AS day, clips FROM (
      SELECT (quarter AT TIME ZONE ${zone})::date AS day, sum(clips)::int AS clips FROM clip_counts
      WHERE project_id = (SELECT id FROM projects WHERE id = ${projectId}::uuid AND team_id = ${teamId}::uuid) AND clips > 0 GROUP BY 1
    ) AS days ORDER BY days.day DESC`;
  return rows.map(({ day, clips }) => [day, clips]);
}
