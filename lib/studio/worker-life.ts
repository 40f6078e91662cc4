import { db } from "@/lib/platform/db/client";
import { getEnv } from "@/lib/platform/env";

/** The worker's sign of life for /api/health; rows of workers that are gone for a day are swept away. */
export async function beat(workerId: string): Promise<void> {
  const { version } = getEnv();
  await db.$executeRaw`
    INSERT INTO worker_heartbeats (id, version, seen_at) VALUES (${workerId}, ${version}, now())
    ON CONFLICT (id) DO UPDATE SET seen_at = now()`;
  await db.$executeRaw`DELETE FROM worker_heartbeats WHERE seen_at < now() - interval '1 day'`;
}

/** Says that this worker is gone, so that nobody waits for it. */
export const endBeat = async (workerId: string): Promise<void> => void (await db.workerHeartbeat.deleteMany({ where: { id: workerId } }));
