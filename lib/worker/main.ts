import { setTimeout as wait } from "node:timers/promises";
import { updateAlarms } from "@/lib/studio/alarms/update-alarms";
import { tellLimits } from "@/lib/budgets/tell-limits";
import { forgetSpentKeys } from "@/lib/connections/spent-keys";
import { checkDueTasks } from "@/lib/generations/sending/check-provider";
import { replayJournal, sweepDueGenerations } from "@/lib/generations/sweep";
import { inspectDue } from "@/lib/generations/inspecting/inspect-due";
import { sweepMadePictures } from "@/lib/generations/pictures/sweep-made-pictures";
import { sweepPictures } from "@/lib/generations/keeping/sweep-pictures";
import { scrubFiles } from "@/lib/files/scrub/scrub-files";
import { forgetAccess } from "@/lib/access/forget-access";
import { emptyTrash, sweepOrphans } from "@/lib/files/trash";
import { forgetMends, sweepMends } from "@/lib/assets/mends/run-mend";
import { sweepUploads } from "@/lib/assets/sweep-uploads";
import { deliverWebhooks, forgetDeliveries } from "@/lib/notifications/webhooks/deliver";
import { forgetNotifications } from "@/lib/notifications/forget";
import { mailNotifications } from "@/lib/notifications/mail-notifications";
import { checkServer } from "@/lib/platform/db/check-server";
import { disconnectDb } from "@/lib/platform/db/client";
import { startWorker } from "@/lib/platform/jobs/worker";
import { stopSending } from "@/lib/platform/jobs/queue";
import { logError, logger } from "@/lib/platform/log";
import { getEnv } from "@/lib/platform/env";
import { startTracing, stopTracing } from "@/lib/platform/start-tracing";
import { getStorage } from "@/lib/platform/storage/storage";
import { newId } from "@/lib/shared/ids";
import { lookThroughList } from "@/lib/generations/searching/look-through-list";
import { sweepUnclaimed } from "@/lib/generations/searching/tray/sweep-unclaimed";
import { sweepScratch } from "@/lib/platform/with-scratch";
import { sweepGuestCopies } from "@/lib/shares/copies/sweep-copies";
import { sweepExports } from "@/lib/sequences/exports/run-export";
import { handlers, jobs } from "./handlers";
import { beat, endBeat } from "@/lib/studio/worker-life";
import { startLoop } from "./loop";
import { openOwnPort } from "./own-port";
import { stopping } from "./stopping";

const HOUR_MS = 3_600_000;
const DAY_MS = 24 * HOUR_MS;
/**
 * Whoever stops us gives 90 s. A create through the asset library answers within about a second, and gets a minute; one
 * that hangs longer (its own limit is 120 s and more, because giving up early makes it uncertain) is cut short, and is
 * looked for in the provider's list by the next worker. The rest of the time is for the last words to the database.
 */
const DRAIN_MS = 60_000;

/** The second door: time. Runs jobs, looks at tasks that are due, and rings for rows that were forgotten. */
async function main(): Promise<void> {
  await startTracing("worker", getEnv().version);
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
    startLoop("limits", 30_000, tellLimits),
    startLoop("mails", 5_000, mailNotifications),
    startLoop("webhooks", 3_000, deliverWebhooks),
    startLoop("old deliveries", DAY_MS, forgetDeliveries),
    startLoop("old notifications", DAY_MS, forgetNotifications),
    startLoop("made pictures", 5_000, sweepMadePictures),
    startLoop("pictures", 10 * 60_000, sweepPictures),
    startLoop("inspections", 3_000, inspectDue),
    startLoop("hold", 10_000, lookThroughList),
    startLoop("tray", 5_000, sweepUnclaimed),
    startLoop("exports", 5_000, sweepExports),
    startLoop("mends", 5_000, sweepMends),
    startLoop("scrub", 60_000, (signal) => scrubFiles(signal)),
    startLoop("keys", 60 * 60_000, forgetSpentKeys),
    startLoop("parts", DAY_MS, () => getStorage().sweep()),
    startLoop("scratch", DAY_MS, sweepScratch),
    startLoop("uploads", DAY_MS, sweepUploads),
    startLoop("mended", DAY_MS, forgetMends),
    startLoop("guest copies", HOUR_MS, sweepGuestCopies),
    startLoop("trash", DAY_MS, emptyTrash),
    startLoop("audit", DAY_MS, forgetAccess),
    // It goes through all of storage, and that is no work for a start.
    startLoop("orphans", 7 * DAY_MS, sweepOrphans, { firstAfterMs: HOUR_MS }),
  ];
  const ownPort = openOwnPort();
  logger.info({ version: getEnv().version }, "worker ready");

  const stop = async (signal: string) => {
    if (stopping.signal.aborted) return;
    // Downloads and scrubs end at once: their rows are given back, and whoever comes next takes them up.
    stopping.abort();
    logger.info({ signal }, "worker stops");
    // Together: a round that waits for a slow answer must not eat up the time of a create that is on its way.
    const drained = Promise.all([...loops.map((loop) => loop.stop()), worker.stop({ timeoutMs: DRAIN_MS })]);
    await Promise.race([drained, wait(DRAIN_MS + 5_000)]);
    await stopSending();
    await endBeat(id).catch((error: unknown) => logError(error, {}, "last heartbeat"));
    await disconnectDb();
    await Promise.race([stopTracing(), wait(2_000)]);
    ownPort?.close();
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
