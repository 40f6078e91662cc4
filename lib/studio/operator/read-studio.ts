import { assertOperator } from "@/lib/access/callers/operator";
import type { SessionUser } from "@/lib/access/identity/sessions";
import { db } from "@/lib/platform/db/client";
import { getEnv } from "@/lib/platform/env";
import { findFfmpeg } from "@/lib/platform/ffmpeg/find-ffmpeg";
import { listJobs } from "@/lib/platform/jobs/list-jobs";
import { readOpenClips } from "@/lib/studio/metrics/read-figures";
import type { StudioView, VersionsView, WorkerView } from "./view";

/** What the studio runs on and what it has to do: the figures of /metrics, in words. @throws AppError not-allowed */
export async function readStudio(user: Pick<SessionUser, "id">): Promise<StudioView> {
  await assertOperator(user);
  const [versions, open, jobs, workers] = await Promise.all([readVersions(), readOpenClips(), listJobs(db), readWorkers()]);
  const clips = open.map(({ status, reason, count, oldest }) => ({ status, reason: reason || null, count, oldestSeconds: oldest }));
  return { versions, clips, jobs, workers };
}

async function readVersions(): Promise<VersionsView> {
  const [ffmpeg, [postgres], [migrations]] = await Promise.all([
    findFfmpeg(),
    db.$queryRaw<{ version: string }[]>`SELECT current_setting('server_version') AS version`,
    db.$queryRaw<VersionsView["migrations"][]>`
      SELECT count(*)::int AS count, max(migration_name) AS last FROM "_prisma_migrations"
      WHERE finished_at IS NOT NULL AND rolled_back_at IS NULL`,
  ]);
  return {
    app: getEnv().version,
    node: process.versions.node,
    postgres: postgres!.version,
    ffmpeg: ffmpeg && { version: ffmpeg.version, source: ffmpeg.source },
    migrations: migrations!,
  };
}

/** Those of the last day: older signs of life are swept away. */
async function readWorkers(): Promise<WorkerView[]> {
  const rows = await db.$queryRaw<(Omit<WorkerView, "startedAt" | "seenAt"> & { startedAt: Date; seenAt: Date })[]>`
    SELECT id, version, started_at AS "startedAt", seen_at AS "seenAt", seen_at > now() - interval '30 seconds' AS "isAlive"
    FROM worker_heartbeats ORDER BY seen_at DESC, id`;
  return rows.map((row) => ({ ...row, startedAt: row.startedAt.toISOString(), seenAt: row.seenAt.toISOString() }));
}
