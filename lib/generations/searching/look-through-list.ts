import { connectionsInUse } from "@/lib/connections/connection";
import { honourHold } from "@/lib/generations/sending/hold";
import { reconcileGeneration } from "./reconcile";
import { databaseNow } from "@/lib/generations/record-transition";
import { db } from "@/lib/platform/db/client";
import { AttemptState } from "@/lib/platform/db/generated/client";
import { logger } from "@/lib/platform/log";
import { importUnknownTasks } from "./import-unknown";
import { whereStatus } from "../status-sql";
import { recordUnclaimed } from "./record-unclaimed";

/** The provider shows its tasks for seven days. */
const HORIZON_MS = 7 * 24 * 3_600_000;

/** How far this process has come with the present hold: the pace of calls allows some lists a second, and there may be many. */
const progress = { hold: 0, looked: new Set<string>() };

/**
 * On hold, looks through the whole of what the provider still shows: links what is ours with the rows that wait for
 * it, and puts what no row knows into the owner's tray, because the rows that knew it may be those that were lost. When
 * every account was read to its end, the hold may be released without further questions. Comes back until then.
 */
export async function lookThroughList(): Promise<void> {
  const instance = await db.instance.findUnique({ where: { id: 1 }, select: { holdReason: true, holdSince: true, holdCheckedAt: true } });
  if (!instance?.holdReason || !instance.holdSince || instance.holdCheckedAt !== null) return;
  if (progress.hold !== instance.holdSince.getTime()) Object.assign(progress, { hold: instance.holdSince.getTime(), looked: new Set() });
  // What was waiting when the hold began is to be looked for as well, before what is left counts as nobody's.
  while ((await honourHold()) > 0);
  const since = new Date((await databaseNow(db)).getTime() - HORIZON_MS);
  for (const account of await accountsSince(since)) {
    if (!(await linkWhatIsOurs(account))) return;
    const { seen, imported, isComplete } = await importUnknownTasks(account, since.getTime());
    logger.info({ count: imported, detail: `${seen} seen` }, "looked through an account's list on hold");
    // More than we read at once: then only a person can say that it is enough.
    if (!isComplete) return;
  }
  await db.instance.updateMany({
    where: { id: 1, holdReason: { not: null }, holdSince: instance.holdSince },
    data: { holdCheckedAt: await databaseNow(db) },
  });
}

/** The accounts in use, and every other that an attempt may still be found in. */
async function accountsSince(since: Date): Promise<string[]> {
  const used = await db.attempt.findMany({
    // Every state by name: that is how the index on state and time is used.
    where: { OR: [{ state: { in: Object.values(AttemptState) }, sentAt: { gte: since } }, { state: "uncertain" }] },
    distinct: ["providerAccount"],
    select: { providerAccount: true },
  });
  return [...new Set([...(await connectionsInUse()).map(({ account }) => account), ...used.map((row) => row.providerAccount)])];
}

/** @returns false when a list could not be read, or no more calls are allowed right now */
async function linkWhatIsOurs(account: string): Promise<boolean> {
  const uncertain = await db.generation.findMany({
    where: { ...whereStatus("uncertain"), providerAccount: account },
    select: { id: true },
  });
  for (const { id } of uncertain) {
    if (progress.looked.has(id)) continue;
    const look = await reconcileGeneration(id);
    if (look) await recordUnclaimed(look);
    else if ((await db.generation.count({ where: { id, status: "uncertain" } })) > 0) return false;
    progress.looked.add(id);
  }
  return true;
}
