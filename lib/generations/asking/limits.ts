import type { Actor } from "@/lib/access/callers/actor";
import type { Tx } from "@/lib/platform/db/client";
import type { Env } from "@/lib/platform/env";
import { AppError } from "@/lib/shared/errors";

/**
 * How much may be asked for. The numbers are settings, with these defaults:
 * - 60 a minute by one person: a press a second is faster than anybody reads an estimate; beyond it, it is a stuck key
 *   or a script, and each press costs.
 * - 240 a minute by a team: four who press at that pace are left alone, one script with many names is not.
 * - 100 open by one person, 400 by a team: three at once of three minutes each make a hundred clips in 100 minutes.
 *   What waits longer than that was forgotten by who asked for it, and is still paid for.
 */
export type SubmissionLimits = Pick<Env, "submissionsPerMinute" | "teamSubmissionsPerMinute" | "openGenerations" | "teamOpenGenerations">;

let last: Promise<unknown> = Promise.resolve();

/**
 * One press of this process at a time: whoever waits for the locks below would hold a connection meanwhile, and a storm of
 * presses would leave none for anybody else.
 */
export function inTurn<T>(press: () => Promise<T>): Promise<T> {
  const turn = last.then(press);
  last = turn.catch(() => undefined);
  return turn;
}

/** One submission of a team at a time, until the transaction ends: two processes must not both see the last free place. */
export async function lockSubmissions(tx: Tx, teamId: string): Promise<void> {
  await tx.$executeRaw`SELECT pg_advisory_xact_lock(hashtext('dailies.submit'), hashtext(${teamId}))`;
}

/**
 * Refuses one more generation where there are too many already; counted by the database's clock, and under the lock
 * above true for all processes. Whatever a person decided once (a retry, "submit again") counts like any other press.
 *
 * @throws AppError too-many-requests (the last minute) · queue-full (what has not ended yet)
 */
export async function refuseExcess(tx: Tx, actor: Actor, limits: SubmissionLimits): Promise<void> {
  // What was asked for within a minute lies in the projects' newest rows, and what is open in the index of due rows.
  const [recent] = await tx.$queryRaw<{ own: number; team: number }[]>`
    SELECT count(*) FILTER (WHERE recent.created_by_id = ${actor.userId}::uuid)::int AS own, count(*)::int AS team
    FROM projects, LATERAL (
      SELECT created_by_id FROM generations
      WHERE generations.project_id = projects.id AND generations.deleted_at IS NULL AND generations.created_at > now() - interval '1 minute'
    ) AS recent
    WHERE projects.team_id = ${actor.teamId}::uuid`;
  if (recent && (recent.own >= limits.submissionsPerMinute || recent.team >= limits.teamSubmissionsPerMinute))
    throw new AppError("too-many-requests");
  const [open] = await tx.$queryRaw<{ own: number; team: number }[]>`
    SELECT count(*) FILTER (WHERE created_by_id = ${actor.userId}::uuid)::int AS own, count(*)::int AS team
    FROM generations WHERE team_id = ${actor.teamId}::uuid AND next_action_at IS NOT NULL`;
  if (open && (open.own >= limits.openGenerations || open.team >= limits.teamOpenGenerations)) throw new AppError("queue-full");
}
