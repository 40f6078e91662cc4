import { doubtRegistrations } from "@/lib/assets/registration/ensure-registered";
import { LOOK_AT_REFUSED_MS } from "@/lib/assets/registration/register-with-provider";
import { type Connection, connectionFor, getProvider } from "@/lib/connections/connection";
import { type Breaker, breakerOf, PROBE_EVERY_MS } from "@/lib/connections/breaker";
import { findPause, liftRefusal, pauseAccount, refuseAccount } from "@/lib/connections/pause";
import { db, type Tx, withTransaction } from "@/lib/platform/db/client";
import type { Prisma } from "@/lib/platform/db/generated/client";
import { getEnv } from "@/lib/platform/env";
import { failpoint } from "@/lib/platform/failpoint";
import { logError, logger } from "@/lib/platform/log";
import { type AccountFailure, accountFailureOf, type CreateOutcome, type ProviderFailure } from "@/lib/providers/types";
import { AppError } from "@/lib/shared/errors";
import { localFailure } from "@/lib/providers/errors";
import { createTimeoutMs } from "@/lib/providers/http";
import { newId } from "@/lib/shared/ids";
import { backoffMs } from "@/lib/shared/backoff";
import { acknowledge } from "./acknowledge";
import { compileRequest, markerFor } from "@/lib/recipes/compile";
import { pickRecipe } from "@/lib/recipes/recipe";
import { endingOf, failureColumns } from "../failure";
import { LONGEST_WAIT_MS, passGates, type Wait, waitForTurn } from "./gates";
import { openJournal } from "./journal";
import { rememberLastAttempt } from "./last-attempt";
import { databaseNow, noteProgress, recordTransition } from "../record-transition";
import { findRequestFiles, type RequestFiles } from "./request-files";
import { beforeSending } from "./unsent";
import { wakeRefused } from "./wake";
import { meaningOfFailure, writeAnswer } from "./write-answer";
import type { WaitingFor } from "../view";

/** So long after a create call has given up, whoever held the attempt is dead. */
const LEASE_MARGIN_MS = 30_000;
/** How long a request may be refused for an asset that the provider does not know yet, or not any more. */
const UNKNOWN_ASSET_MS = 10 * 60_000;

const load = (id: string) =>
  db.generation.findUnique({
    where: { id },
    include: { inputs: { orderBy: { position: "asc" }, include: { asset: true } }, project: { select: { deletedAt: true } } },
  });
type Row = NonNullable<Awaited<ReturnType<typeof load>>>;

/**
 * Takes one waiting generation to the provider: its references first, then its turn, then the request itself.
 * May run twice, late, or on a row that moved on: then it does nothing.
 */
export async function sendToProvider(generationId: string): Promise<void> {
  const row = await load(generationId);
  if (!row || row.status !== "waiting") return;
  // It came back from the provider unsent after its project was deleted: nobody would see what it is paid for.
  if (row.project.deletedAt) return cancel(row);
  const connection = await findUsableConnection(row.teamId);
  if (!connection) return wait(row, "key", LONGEST_WAIT_MS);

  const instance = await db.instance.findUnique({ where: { id: 1 }, select: { holdReason: true } });
  if (instance?.holdReason) return wait(row, "hold", 60_000);
  const pause = await findPause(db, connection.account);
  if (pause && pause.leftMs > 0) return wait(row, pause.refusal ?? "pause", Math.min(pause.leftMs, LONGEST_WAIT_MS) + Math.random() * 1000);

  const files = await findRequestFiles(
    connection,
    row.inputs.map((input) => input.asset),
    row.createdAt,
  );
  if (files.state === "failed") return fail(row, files);
  if (files.state === "waiting") return wait(row, "inputs", 5_000);
  const breaker = breakerOf(connection.account);
  // Whatever is sent into an outage would come out uncertain.
  if (breaker.isShut()) return wait(row, "retry", PROBE_EVERY_MS);

  const attemptId = newId();
  const unsent = { outcome: "notSent", failure: localFailure("unknown", "the studio could not go on") } as const;
  const request = await beforeSending(
    attemptId,
    () => settleFailure(row, attemptId, connection, unsent),
    async () => {
      if (!(await claim(row, attemptId, connection, files, breaker))) return null;
      await failpoint("intent.after_commit");
      return readRequest(row, attemptId, connection, files);
    },
  );
  if (request === null) return;
  const outcome = "outcome" in request ? request : await getProvider(connection).video.createTask(request.body);
  await failpoint("create.after_response");
  tell(breaker, outcome);
  await settle(row, attemptId, connection, outcome);
}

/** null where there is no key that can be used: then nothing may be sent, and the emulator never takes its place. */
async function findUsableConnection(teamId: string): Promise<Connection | null> {
  try {
    return await connectionFor(teamId);
  } catch (error) {
    if (error instanceof AppError && (error.code === "provider-key" || error.code === "no-provider-key")) return null;
    throw error;
  }
}

/** An answer of whatever content shows that somebody is there; silence and gateway errors show that nobody is. */
function tell(breaker: Breaker, outcome: CreateOutcome): void {
  if (outcome.outcome === "notSent") breaker.report("failed");
  else if (outcome.outcome === "uncertain" && outcome.failure.kind !== "malformed") breaker.report("failed");
  else breaker.report("ok");
}

async function wait(row: Row, waitingFor: WaitingFor, forMs: number): Promise<void> {
  await noteProgress(db, row.id, "waiting", { nextActionInMs: forMs, data: { waitingFor }, announce: row.waitingFor !== waitingFor });
}

async function cancel(row: Row): Promise<void> {
  await withTransaction((tx) => recordTransition(tx, row.id, { event: "cancel" }));
}

async function fail(row: Row, problem: Extract<Awaited<ReturnType<typeof findRequestFiles>>, { state: "failed" }>): Promise<void> {
  await withTransaction((tx) =>
    recordTransition(tx, row.id, { event: endingOf(problem.code), data: failureColumns(problem.code, problem.failure) }),
  );
}

/** The body with its files named in this way; the same row and attempt always give the same one. */
const bodyOf = (row: Row, attemptId: string, connection: Connection, urls: readonly string[]): Record<string, unknown> =>
  getProvider(connection).video.buildBody(
    compileRequest(
      pickRecipe(row),
      row.inputs.map(({ role, asset }, index) => ({ role, kind: asset.kind, url: urls[index]! })),
      markerFor(row.createdById, attemptId, getEnv().authSecret),
    ),
  );

/** What the one call carries. Files that travel inside it are read only now, when it is certain that it is made. */
async function readRequest(
  row: Row,
  attemptId: string,
  connection: Connection,
  files: RequestFiles,
): Promise<{ body: Record<string, unknown> } | CreateOutcome> {
  let body: Record<string, unknown>;
  try {
    body = bodyOf(row, attemptId, connection, await files.sentUrls());
  } catch (error) {
    logError(error, { generationId: row.id, attemptId }, "the files of a request could not be read");
    return { outcome: "notSent", failure: localFailure("unknown", "the files could not be read") };
  }
  // A process that was held up (a machine asleep, a slow disk) may be believed dead by now, and its request sent by others.
  if (!(await isStillOurs(attemptId))) return { outcome: "notSent", failure: localFailure("unknown", "the attempt's lease is over") };
  return { body };
}

async function isStillOurs(attemptId: string): Promise<boolean> {
  const rows = await db.$queryRaw<unknown[]>`
    SELECT 1 FROM attempts WHERE id = ${attemptId}::uuid AND state = 'sending' AND lease_until > now()`;
  return rows.length > 0;
}

/** Commits the intent: from here on the request may have been sent, whatever happens to this process. @returns whether it did */
async function claim(row: Row, id: string, connection: Connection, files: RequestFiles, breaker: Breaker): Promise<boolean> {
  const env = getEnv();
  const body = bodyOf(row, id, connection, files.urls);
  const leaseMs = createTimeoutMs(files.bytes) + LEASE_MARGIN_MS;
  const claimed = await withTransaction(async (tx): Promise<"claimed" | Wait> => {
    const answer = await passGates(tx, { generation: row, connection, breaker });
    if (answer !== "ok") return answer;
    const number = (await tx.attempt.count({ where: { generationId: row.id } })) + 1;
    const now = await databaseNow(tx);
    const moved = await recordTransition(tx, row.id, {
      event: "send",
      nextActionInMs: leaseMs,
      data: { apiStyle: connection.apiStyle, providerAccount: connection.account, sentAt: now, failures: row.failures, errorCode: null },
      detail: { attempt: number },
    });
    if (!moved) return waitForTurn();
    await tx.attempt.create({
      data: {
        id,
        generationId: row.id,
        number,
        state: "sending",
        marker: markerFor(row.createdById, id, env.authSecret),
        apiStyle: connection.apiStyle,
        providerAccount: connection.account,
        request: body as Prisma.InputJsonObject,
        sentAt: now,
        leaseUntil: new Date(now.getTime() + leaseMs),
      },
    });
    return "claimed";
  });
  if (claimed !== "claimed") {
    await wait(row, claimed.waitingFor, claimed.forMs);
    return false;
  }
  await rememberLastAttempt(env.dataDir, id);
  return true;
}

/** Writes down what became of a create call. Everything that is not certain stays uncertain. */
async function settle(row: Row, attemptId: string, connection: Connection, outcome: CreateOutcome): Promise<void> {
  const generationId = row.id;
  if (outcome.outcome === "created") {
    const journal = openJournal(getEnv().dataDir);
    // The journal is for a database that dies now. That the disk refuses it must not keep the database from hearing.
    const isNoted = await journal.write({ attemptId, taskId: outcome.taskId, at: new Date().toISOString() }).then(
      () => true,
      (error: unknown) => {
        logError(error, { generationId, attemptId }, "an accepted task was not put into the journal");
        return false;
      },
    );
    await failpoint("ack.after_journal");
    await acknowledge(attemptId, outcome.taskId);
    await failpoint("ack.after_commit");
    if (isNoted) await journal.remove(attemptId);
    // Something went through: whatever the account was refused for is over.
    if (await liftRefusal(connection.account)) await wakeRefused();
    return;
  }
  logger.info(
    { generationId, attemptId, outcome: outcome.outcome, kind: outcome.failure.kind, httpStatus: outcome.failure.httpStatus },
    "create task",
  );
  const meaning = <O extends typeof outcome>(given: O): O => ({ ...given, failure: meaningOfFailure(given.failure) });
  await writeAnswer(outcome, meaning, async (given) => void (await settleFailure(row, attemptId, connection, given)), { generationId });
}

/** @returns false where no such attempt is being sent: the sweeper thought us dead and somebody reconciled meanwhile, or none was begun. */
async function settleFailure(
  row: Row,
  attemptId: string,
  connection: Connection,
  outcome: Exclude<CreateOutcome, { outcome: "created" }>,
): Promise<boolean> {
  return withTransaction(async (tx) => {
    const state = ({ notSent: "notSent", notCreated: "notSent", refused: "refused", uncertain: "uncertain" } as const)[outcome.outcome];
    const now = await databaseNow(tx);
    const { count } = await tx.attempt.updateMany({
      where: { id: attemptId, state: "sending" },
      data: { state, endedAt: state === "uncertain" ? null : now, detail: { ...outcome.failure } },
    });
    if (count === 0) return false;
    await moveOn(tx, row, connection, outcome);
    return true;
  });
}

/** What the end of an attempt means for its generation. */
async function moveOn(
  tx: Tx,
  { id: generationId, inputs }: Row,
  connection: Connection,
  outcome: Exclude<CreateOutcome, { outcome: "created" }>,
): Promise<void> {
  const before = await tx.generation.findUniqueOrThrow({ where: { id: generationId }, select: { failures: true } });
  switch (outcome.outcome) {
    case "notSent":
    case "notCreated": {
      const failures = before.failures + 1;
      // Said once it may mean a full queue; said again it means the plan.
      if (outcome.failure.kind === "quota" && (failures > 1 || (await findPause(tx, connection.account))?.refusal))
        return holdForAccount(tx, generationId, connection.account, "quota", outcome.failure);
      const paused = outcome.outcome === "notCreated";
      const waitMs = (paused ? outcome.retryAfterMs : null) ?? backoffMs(failures, { firstMs: 2_000, maxMs: 5 * 60_000 });
      // "Too fast" is said to the key, not to the one request that heard it: everybody waits.
      if (paused) await pauseAccount(tx, connection.account, waitMs, outcome.failure.kind);
      await recordTransition(tx, generationId, {
        event: "hold",
        nextActionInMs: waitMs,
        data: { failures, waitingFor: paused ? "pause" : "retry", ...failureColumns(outcome.failure.kind, outcome.failure) },
        detail: { kind: outcome.failure.kind },
      });
      return;
    }
    case "refused": {
      const refusal = accountFailureOf(outcome.failure.kind);
      if (refusal) return holdForAccount(tx, generationId, connection.account, refusal, outcome.failure);
      if (outcome.failure.kind === "assetNotFound" && (await mayHeal(tx, generationId))) {
        const named = inputs[outcome.failure.inputIndex ?? -1];
        await doubtRegistrations(
          tx,
          connection.account,
          (named ? [named] : inputs).map(({ asset }) => asset),
        );
        await recordTransition(tx, generationId, {
          event: "hold",
          nextActionInMs: LOOK_AT_REFUSED_MS,
          data: { waitingFor: "inputs", ...failureColumns(outcome.failure.kind, outcome.failure) },
          detail: { kind: outcome.failure.kind },
        });
        return;
      }
      await recordTransition(tx, generationId, {
        event: endingOf(outcome.failure.kind),
        data: failureColumns(outcome.failure.kind, outcome.failure),
      });
      return;
    }
    case "uncertain":
      await recordTransition(tx, generationId, {
        event: "lose",
        nextActionInMs: 15_000,
        data: failureColumns("uncertain", outcome.failure),
        detail: { kind: outcome.failure.kind },
      });
  }
}

/** A refused request made nothing, so it may be sent again once its files are there. That ends: nobody waits for ever. */
async function mayHeal(tx: Tx, generationId: string): Promise<boolean> {
  const [first] = await tx.$queryRaw<{ recent: boolean }[]>`
    SELECT min(sent_at) > now() - ${UNKNOWN_ASSET_MS} * interval '1 millisecond' AS recent FROM attempts
    WHERE generation_id = ${generationId}::uuid AND state = 'refused' AND detail ->> 'kind' = 'assetNotFound'`;
  return first?.recent ?? false;
}

/** Not this request but the account was turned away: it keeps its place, and everybody behind it waits with it. */
async function holdForAccount(
  tx: Tx,
  generationId: string,
  account: string,
  refusal: AccountFailure,
  failure: ProviderFailure,
): Promise<void> {
  const nextActionInMs = Math.min(await refuseAccount(tx, account, refusal), LONGEST_WAIT_MS);
  await recordTransition(tx, generationId, {
    event: "hold",
    nextActionInMs,
    data: { waitingFor: refusal, ...failureColumns(refusal, failure) },
    detail: { kind: refusal },
  });
}
