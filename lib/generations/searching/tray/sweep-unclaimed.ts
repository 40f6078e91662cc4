import { db } from "@/lib/platform/db/client";
import { enqueue } from "@/lib/platform/jobs/queue";
import { attendUnclaimedJob } from "./jobs";

const BATCH = 50;

/**
 * Takes out of the tray what turned out to be somebody's (found by its marker, by a late answer, or linked by a
 * person), and rings for what is due, from the rows and never from the presence of jobs.
 *
 * @returns how many entries it rang for
 */
export async function sweepUnclaimed(): Promise<number> {
  await settleOwned();
  const due = await db.$queryRaw<{ id: string }[]>`
    SELECT id FROM unclaimed_tasks WHERE next_action_at <= now() ORDER BY next_action_at LIMIT ${BATCH}`;
  for (const { id } of due) await enqueue(attendUnclaimedJob, { unclaimedId: id }, { key: id });
  return due.length;
}

/** Whoever linked it stands in the event. The saved file serves its clip, and is cleared away when that has one of its own. */
export const settleOwned = (): Promise<number> =>
  db.$executeRaw`
    UPDATE unclaimed_tasks AS task
    SET status = 'assigned', generation_id = owner.id, decided_at = now(), next_action_at = now() + interval '1 minute',
      decided_by_id = (
        SELECT event.actor_id FROM generation_events AS event
        WHERE event.generation_id = owner.id AND event.event = 'accept' ORDER BY event.id DESC LIMIT 1)
    FROM generations AS owner
    WHERE task.status IN ('waiting', 'saving', 'saved')
      AND owner.provider_account = task.provider_account AND owner.provider_task_id = task.provider_task_id`;
