import { updateAlarms } from "@/lib/alarms/update-alarms";
import { forgetSpentKeys } from "@/lib/connections/spent-keys";
import { checkDueTasks } from "@/lib/generations/check-provider";
import { replayJournal, sweepDueGenerations } from "@/lib/generations/sweep";
import { checkServer } from "@/lib/platform/db/check-server";
import { disconnectDb } from "@/lib/platform/db/client";
import { startWorker } from "@/lib/platform/jobs/worker";
import { stopSending } from "@/lib/platform/jobs/queue";
import { logError, logger } from "@/lib/platform/log";
import { getEnv } from "@/lib/platform/env";
import { getStorage } from "@/lib/platform/storage/storage";
import { newId } from "@/lib/shared/ids";
import { lookThroughList } from "@/lib/unclaimed/look-through-list";
import { sweepUnclaimed } from "@/lib/unclaimed/sweep-unclaimed";
import { handlers, jobs } from "./handlers";
import { beat, endBeat } from "./heartbeat";
import { startLoop } from "./loop";

const DAY_MS = 86_400_000;
/** A create call may take 120 s; whoever stops us gives 90 s, and what is cut short then is reconciled later. */
const DRAIN_MS = 80_000;

/** The second door: time. Runs jobs, looks at tasks that are due, and rings for rows that were forgotten. */
async function main(): Promise<void> {
  await assertDatabaseKeeps();
  const id = newId();
  await beat(id);
  await replayJournal();
  const worker = await startWorker(jobs, handlers);
  const loops = [
    startLoop("heartbeat", 5_000, () => beat(id)),
    startLoop("check", 1_000, checkDueTasks),
    startLoop("sweep", 2_000, sweepDueGenerations),
    startLoop("alarms", 15_000, updateAlarms),
    startLoop("hold", 10_000, lookThroughList),
    startLoop("tray", 5_000, sweepUnclaimed),
    startLoop("keys", 60 * 60_000, forgetSpentKeys),
    startLoop("parts", DAY_MS, () => getStorage().sweep()),
  ];
  logger.info({ version: getEnv().version }, "worker ready");

  let stopping = false;
  const stop = async (signal: string) => {
    if (stopping) return;
    stopping = true;
    logger.info({ signal }, "worker stops");
    // Together: a round that waits for a slow answer must not eat up the time of a create that is on its way.
    await Promise.all([...loops.map((loop) => loop.stop()), worker.stop({ timeoutMs: DRAIN_MS })]);
    await stopSending();
    await endBeat(id).catch((error: unknown) => logError(error, {}, "last heartbeat"));
    await disconnectDb();
    process.exit(0);
  };
  process.on("SIGTERM", () => void stop("SIGTERM"));
  process.on("SIGINT", () => void stop("SIGINT"));
}

/** The launcher has asked the same; a worker may be started without it. */
async function assertDatabaseKeeps(): Promise<void> {
  const { databaseUrl, databaseDurability } = getEnv();
  const { dangers, warnings } = await checkServer(databaseUrl);
  for (const detail of [...dangers, ...warnings])
    logger.warn({ detail }, "the database may forget, or not notice, what happens to its disk");
  if (dangers.length > 0 && databaseDurability !== "trusted")
    throw new Error(`refused: the database may forget what it has committed (${dangers.join(", ")}); see DATABASE_DURABILITY`);
}

main().catch((error: unknown) => {
  logError(error, {}, "worker could not start");
  process.exit(1);
});
