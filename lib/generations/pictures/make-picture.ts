import { findObstacle } from "@/lib/budgets/check";
import { type Connection, connectionFor, getProvider } from "@/lib/connections/connection";
import { findPause, refuseAccount } from "@/lib/connections/pause";
import { db, type Tx, withTransaction } from "@/lib/platform/db/client";
import type { MadePicture } from "@/lib/platform/db/generated/client";
import { databaseNow } from "@/lib/platform/db/now";
import { getEnv } from "@/lib/platform/env";
import { failpoint } from "@/lib/platform/failpoint";
import { enqueue } from "@/lib/platform/jobs/queue";
import { logError, logger } from "@/lib/platform/log";
import { TIMEOUTS } from "@/lib/providers/http";
import type { PictureOutcome } from "@/lib/providers/pictures";
import { accountFailureOf } from "@/lib/providers/types";
import { backoffMs } from "@/lib/shared/backoff";
import { AppError } from "@/lib/shared/errors";
import { openJournal } from "../sending/journal";
import { makePictureJob } from "./jobs";
import { move } from "./move-picture";
import { savePicture } from "./save-picture";

/** So long after a call has given up, whoever made it is dead. */
const LEASE_MS = TIMEOUTS.create + 30_000;
const LOOK_AGAIN_MS = 60_000;
/** Calls that certainly made nothing; after so many it is told as failed. */
const MOST_TRIES = 5;

/** Where an accepted picture is noted for a database that dies now. */
export const pictureJournal = () => openJournal(getEnv().dataDir, "journal-pictures");

/** Takes a picture one step on. May run twice, late, or on a row that moved on: then it does nothing. */
export async function makePicture(id: string, signal?: AbortSignal): Promise<void> {
  const row = await db.madePicture.findUnique({ where: { id } });
  if (row?.state === "made") await savePicture(row, signal);
  if (row?.state === "asked") await send(row);
}

async function send(row: MadePicture): Promise<void> {
  const connection = await findUsable(row.teamId);
  const pause = connection && (await findPause(db, connection.account));
  if (!connection || (pause && pause.leftMs > 0)) return later(row, LOOK_AGAIN_MS);
  const claimed = await withTransaction((tx) => claim(tx, row, connection));
  if (!claimed) return later(row, LOOK_AGAIN_MS);
  await failpoint("intent.after_commit");
  // A process that was held up may be believed dead by now, and the picture told as uncertain: then nothing leaves any more.
  const isOurs = await db.$queryRaw<unknown[]>`
    SELECT 1 FROM made_pictures WHERE id = ${row.id}::uuid AND state = 'sending' AND lease_until > now()`;
  if (isOurs.length === 0) return;
  const { pictures } = getProvider(connection);
  const outcome = await pictures.create(pictures.buildBody(row));
  await failpoint("create.after_response");
  await settle(row, connection, outcome);
}

async function findUsable(teamId: string): Promise<Connection | null> {
  try {
    return await connectionFor(teamId);
  } catch (error) {
    if (error instanceof AppError && (error.code === "provider-key" || error.code === "no-provider-key")) return null;
    throw error;
  }
}

/** Commits the intent: from here on it may have been sent, whatever happens to this process, and is never sent again. */
async function claim(tx: Tx, { id, teamId, projectId, createdById, micros }: MadePicture, connection: Connection): Promise<boolean> {
  const [instance] = await tx.$queryRaw<{ held: boolean }[]>`SELECT hold_reason IS NOT NULL AS held FROM instances WHERE id = 1 FOR SHARE`;
  if (instance?.held) return false;
  const project = await tx.project.findUnique({ where: { id: projectId }, select: { deletedAt: true } });
  const isOver = await findObstacle(tx, { teamId, projectId, userId: createdById, micros }, connection.isEmulator);
  const errorCode = !project || project.deletedAt ? "cancelled" : isOver ? "overLimit" : null;
  if (errorCode) {
    await move(tx, id, ["asked"], { state: "failed", errorCode, nextActionAt: null });
    return false;
  }
  const now = await databaseNow(tx);
  const leaseUntil = new Date(now.getTime() + LEASE_MS);
  const moved = await move(tx, id, ["asked"], {
    ...{ state: "sending", providerAccount: connection.account, isEmulated: connection.isEmulator, sentAt: now, leaseUntil },
    ...{ nextActionAt: null, errorCode: null, errorMessage: null },
  });
  return moved !== null;
}

async function settle(row: MadePicture, connection: Connection, outcome: PictureOutcome): Promise<void> {
  if (outcome.outcome === "created") return accept(row.id, outcome.url);
  const { kind, message, httpStatus } = outcome.failure;
  logger.info({ pictureId: row.id, outcome: outcome.outcome, kind, httpStatus }, "create picture");
  const told = { errorCode: kind, errorMessage: message };
  await withTransaction(async (tx) => {
    if (outcome.outcome === "uncertain")
      return void (await move(tx, row.id, ["sending"], { ...told, state: "uncertain", leaseUntil: null }));
    const refusal = accountFailureOf(kind);
    if (outcome.outcome === "refused" && refusal) await refuseAccount(tx, connection.account, refusal);
    const failures = row.failures + 1;
    if (outcome.outcome === "refused" || failures >= MOST_TRIES)
      return void (await move(tx, row.id, ["sending"], { ...told, state: "failed", leaseUntil: null }));
    const waitMs =
      (outcome.outcome === "notCreated" ? outcome.retryAfterMs : null) ?? backoffMs(failures, { firstMs: 2_000, maxMs: 60_000 });
    const nextActionAt = new Date((await databaseNow(tx)).getTime() + waitMs);
    await move(tx, row.id, ["sending"], { ...told, state: "asked", failures, leaseUntil: null, nextActionAt });
  });
}

/** The provider made it. Noted on the disk first, because the link is all that there is: a database that dies now hears of it later. */
async function accept(id: string, url: string): Promise<void> {
  const journal = pictureJournal();
  const isNoted = await journal.write({ attemptId: id, taskId: url, at: new Date().toISOString() }).then(
    () => true,
    (error: unknown) => {
      logError(error, { pictureId: id }, "a picture that was made was not put into the journal");
      return false;
    },
  );
  await failpoint("ack.after_journal");
  await noteMade(id, url);
  if (isNoted) await journal.remove(id);
}

/** Also where it counts as uncertain by now: a late answer is an answer. */
export async function noteMade(id: string, url: string): Promise<void> {
  await withTransaction(async (tx) => {
    const now = await databaseNow(tx);
    const made = { state: "made" as const, resultUrl: url, madeAt: now, nextActionAt: now, leaseUntil: null, failures: 0 };
    const moved = await move(tx, id, ["sending", "uncertain"], { ...made, errorCode: null, errorMessage: null });
    if (moved) await enqueue(makePictureJob, { pictureId: id }, { tx, key: id });
  });
}

async function later({ id }: MadePicture, forMs: number): Promise<void> {
  await db.$executeRaw`
    UPDATE made_pictures SET next_action_at = now() + ${forMs} * interval '1 millisecond' WHERE id = ${id}::uuid AND state = 'asked'`;
}
