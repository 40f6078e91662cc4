import type { Actor } from "@/lib/access/callers/actor";
import type { Db, Tx } from "@/lib/platform/db/client";
import type { Env } from "@/lib/platform/env";
import { AppError } from "@/lib/shared/errors";

/**
 * How much may be asked for. The numbers are settings, with these defaults:
 * - 60 presses a minute by one person: a press a second is faster than anybody reads an estimate; beyond it, it is a stuck
 *   key or a script, and each press costs. A table of clips is one press: its count and its sum were read before it.
 * - 240 a minute by a team: four who press at that pace are left alone, one script with many names is not.
 * - 600 open by one person, 1,500 by a team: a table has up to 500 rows, which three at once of three minutes each make in
 *   a night. What is open beyond that was forgotten by who asked for it, and is still paid for.
 */
export type SubmissionLimits = Pick<Env, "submissionsPerMinute" | "teamSubmissionsPerMinute" | "openGenerations" | "teamOpenGenerations">;

/** One submission of a team at a time, until the transaction ends: two processes must not both see the last free place. */
export async function lockSubmissions(tx: Tx, teamId: string): Promise<void> {
  await tx.$executeRaw`SELECT pg_advisory_xact_lock(hashtext('dailies.submit'), hashtext(${teamId}))`;
}

/**
 * Refuses so many more generations where there would be too many; counted by the database's clock, and under the lock
 * above true for all processes. Whatever a person decided once (a retry, "submit again") counts like any other press.
 *
 * @throws AppError too-many-requests (the last minute) · queue-full (what has not ended yet)
 */
export async function refuseExcess(tx: Tx, actor: Actor, more: number, limits: SubmissionLimits): Promise<void> {
  // What was asked for within a minute lies in the projects' newest rows, and all of one press has one time.
  const [recent] = await tx.$queryRaw<{ own: number; team: number }[]>`
    SELECT count(DISTINCT recent.created_at) FILTER (WHERE recent.created_by_id = ${actor.userId}::uuid)::int AS own,
           count(DISTINCT (recent.created_by_id, recent.created_at))::int AS team
    FROM projects, LATERAL (
      SELECT created_by_id, created_at FROM generations
      WHERE generations.project_id = projects.id AND generations.deleted_at IS NULL AND generations.created_at > now() - interval '1 minute'
    ) AS recent
    WHERE projects.team_id = ${actor.teamId}::uuid`;
  if (recent && (recent.own >= limits.submissionsPerMinute || recent.team >= limits.teamSubmissionsPerMinute))
    throw new AppError("too-many-requests");
  if (more > (await roomFor(tx, actor, limits))) throw new AppError("queue-full");
}

/** How many more may be open: what is open lies in the index of due rows. */
export async function roomFor(tx: Db, actor: Actor, limits: SubmissionLimits): Promise<number> {
  const [open] = await tx.$queryRaw<{ own: number; team: number }[]>`
    SELECT count(*) FILTER (WHERE created_by_id = ${actor.userId}::uuid)::int AS own, count(*)::int AS team
    FROM generations WHERE team_id = ${actor.teamId}::uuid AND next_action_at IS NOT NULL`;
  return Math.max(0, Math.min(limits.openGenerations - (open?.own ?? 0), limits.teamOpenGenerations - (open?.team ?? 0)));
}
