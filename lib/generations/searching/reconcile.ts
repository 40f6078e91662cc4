import { type Connection, findConnection } from "@/lib/connections/connection";
import { learnFacts, readAccountFacts } from "@/lib/connections/facts";
import { db, withTransaction } from "@/lib/platform/db/client";
import type { Attempt, Prisma } from "@/lib/platform/db/generated/client";
import { getEnv } from "@/lib/platform/env";
import { logError, logger } from "@/lib/platform/log";
import { type ListScan, type Match, matchAttempt, type UncertainAttempt } from "@/lib/providers/match-attempt";
import type { TaskSnapshot } from "@/lib/providers/types";
import { acknowledge } from "../sending/acknowledge";
import { readDetail } from "../sending/doubt";
import { databaseNow, noteProgress, recordTransition } from "../record-transition";
import { readList } from "./read-list";

const HOUR_MS = 3_600_000;
/** After the send: +15 s, +1 min, +5 min, +15 min, then hourly for a day and every six hours until the list forgets. */
const SCHEDULE_MS = [15_000, 60_000, 300_000, 900_000];
const MOST_PAGES = 20;
const LOOK_BACK_MS = 600_000;
/** A proven absence is answered by one more attempt, and never by a second. What was certainly not sent proves nothing. */
const MOST_ABSENCES = 1;
/** So many looks in a row without the control are a fault or a change of the interface, and no outage. */
const BLIND_AFTER = 3;

const include = {
  generation: { select: { model: true, durationSeconds: true, ratio: true, resolution: true, seed: true, requestHash: true } },
} as const;
type UncertainRow = Prisma.AttemptGetPayload<{ include: typeof include }>;

/** What one look at an account's list showed, for whoever keeps what belongs to nobody. */
export interface AccountLook {
  account: string;
  scan: ListScan;
  /** Whether this account gives markers back; null: not known. */
  echoesMarker: boolean | null;
  /** Tasks that an uncertain attempt is about to be linked with. */
  spokenFor: ReadonlySet<string>;
  /** Tasks that an uncertain attempt could be, for a person to decide. */
  candidates: ReadonlySet<string>;
}

/**
 * Looks for a create whose answer was lost in the provider's own list: by our marker, else by its parameters and
 * time. Only a complete list that also shows a task we know to exist can prove that it is not there.
 *
 * @returns what was seen; null when nothing was looked for, or the list could not be read
 */
export async function reconcileGeneration(generationId: string): Promise<AccountLook | null> {
  const row = await db.generation.findUnique({ where: { id: generationId }, select: { status: true, providerAccount: true } });
  if (row?.status !== "uncertain" || row.providerAccount === null) return null;
  const connection = await findConnection(row.providerAccount);
  const open = await db.attempt.findMany({
    // One that is on its way now may own what looks like this one's; its answer will say.
    where: { state: { in: ["sending", "uncertain"] }, providerAccount: row.providerAccount },
    include,
  });
  const attempt = open.find((row) => row.generationId === generationId && row.state === "uncertain");
  if (!attempt) return null;

  const ageMs = (await databaseNow(db)).getTime() - attempt.sentAt.getTime();
  const scan =
    connection &&
    (await scanList(connection, attempt).catch((error: unknown) => {
      logError(error, { generationId }, "list could not be read");
      return null;
    }));
  const decision = connection && scan ? await decide(connection, attempt, open, scan) : null;
  const match = decision?.match ?? null;
  if (match?.kind === "match" && (await acknowledge(attempt.id, match.id, match.confidence))) return decision!.look;
  if (match?.kind === "absent" && (await maySendAgain(generationId))) {
    await proveAbsent(attempt);
    return decision!.look;
  }
  await rememberLook(attempt, scan, match);
  await noteProgress(db, generationId, "uncertain", { nextActionInMs: nextLookInMs(ageMs), announce: true });
  return decision?.look ?? null;
}

/** With RESEND_PROVEN_ABSENT=ask it stays uncertain, and its card asks a person. */
const maySendAgain = async (generationId: string): Promise<boolean> =>
  getEnv().resendProvenAbsent === "auto" && (await db.attempt.count({ where: { generationId, state: "absent" } })) < MOST_ABSENCES;

/** Milliseconds until the next look at an attempt that was sent so long ago. */
export function nextLookInMs(ageMs: number): number {
  const next = SCHEDULE_MS.find((at) => at > ageMs);
  if (next !== undefined) return next - ageMs;
  return ageMs < 24 * HOUR_MS ? HOUR_MS : 6 * HOUR_MS;
}

async function scanList(connection: Connection, attempt: Attempt): Promise<ListScan | null> {
  const list = await readList(connection, { untilMs: attempt.sentAt.getTime() - LOOK_BACK_MS, mostPages: MOST_PAGES });
  if (!list) return null;
  // Whether the list shows tasks of the other surface as well is for the control to say.
  const controlSeen = await isControlSeen(attempt, list.items);
  return { items: [...list.items.values()], complete: list.isComplete, controlSeen, at: await databaseNow(db) };
}

/**
 * The positive control: whether this very scan shows a task that we know to exist. One that was sent within an hour
 * of the attempt has to be there; where there is none, the newest that we know. Any other one proves nothing, because
 * a list may well show old tasks and lag behind with new ones.
 */
async function isControlSeen(attempt: Attempt, items: ReadonlyMap<string, TaskSnapshot>): Promise<boolean> {
  const isKnown = { providerAccount: attempt.providerAccount, providerTaskId: { not: null } };
  const near = await db.attempt.findMany({
    where: {
      ...isKnown,
      sentAt: { gte: new Date(attempt.sentAt.getTime() - HOUR_MS), lte: new Date(attempt.sentAt.getTime() + HOUR_MS) },
    },
    select: { providerTaskId: true },
  });
  const controls =
    near.length > 0
      ? near
      : await db.attempt.findMany({ where: isKnown, orderBy: { sentAt: "desc" }, take: 1, select: { providerTaskId: true } });
  return controls.some((known) => items.has(known.providerTaskId!));
}

async function decide(
  connection: Connection,
  attempt: UncertainRow,
  open: readonly UncertainRow[],
  scan: ListScan,
): Promise<{ match: Match; look: AccountLook }> {
  const known = await db.attempt.findMany({
    where: { providerAccount: connection.account, providerTaskId: { in: scan.items.map((item) => item.id) } },
    select: { providerTaskId: true, marker: true },
  });
  // Somebody said of these that they are not ours: nothing but a marker says otherwise.
  const dismissed = await db.unclaimedTask.findMany({
    where: { providerAccount: connection.account, status: "dismissed", providerTaskId: { in: scan.items.map((item) => item.id) } },
    select: { providerTaskId: true },
  });
  const markers = new Set(open.map((one) => one.marker));
  const refused = new Set(dismissed.map((row) => row.providerTaskId));
  const isMarked = (item: TaskSnapshot): boolean => item.safetyIdentifier !== null && markers.has(item.safetyIdentifier);
  const notOurs = scan.items.filter((item) => refused.has(item.id) && !isMarked(item)).map((item) => item.id);
  const byTask = new Map(known.map((row) => [row.providerTaskId!, row.marker]));
  const facts = await readAccountFacts(db, connection.account);
  const echoes =
    facts.echoesMarker ??
    (scan.items.some((item) => item.safetyIdentifier !== null && byTask.get(item.id) === item.safetyIdentifier) ? true : null);
  if (echoes && !facts.echoesMarker) await learnFacts(db, connection.account, { echoesMarker: true });
  const instance = await db.instance.findUnique({ where: { id: 1 }, select: { holdReason: true } });
  const claimedIds = new Set([...byTask.keys(), ...notOurs]);
  // Each described once: what was worked out for one of them is known when the next is compared with it.
  const described = open.map(describe);
  const matchOf = (one: UncertainRow): Match =>
    matchAttempt({
      attempt: described.find(({ id }) => id === one.id)!,
      others: described.filter(({ id }) => id !== one.id),
      scan,
      firstGoodScanAt: one.firstGoodScanAt,
      claimedIds,
      echoesMarker: echoes,
      isOnHold: instance?.holdReason != null,
    });
  // Each of the others has its own time; what this list shows for them is not nobody's.
  const matches = new Map(open.filter(({ state }) => state === "uncertain").map((one) => [one.id, matchOf(one)]));
  const all = [...matches.values()];
  return {
    match: matches.get(attempt.id)!,
    look: {
      account: connection.account,
      scan,
      echoesMarker: echoes,
      spokenFor: new Set(all.flatMap((match) => (match.kind === "match" ? [match.id] : []))),
      candidates: new Set(all.flatMap((match) => (match.kind === "candidates" ? match.ids : []))),
    },
  };
}

const describe = ({ id, marker, sentAt, isForeign, generation }: UncertainRow): UncertainAttempt => ({
  ...generation,
  id,
  marker,
  sentAt,
  isForeign,
  seed: generation.seed === null ? null : Number(generation.seed),
});

/**
 * How often was looked and what that was worth, candidates for a person to choose from, the first good look, and how
 * many looks in a row were blind. A list that could not be read leaves what is known as it is.
 */
async function rememberLook(attempt: Attempt, scan: ListScan | null, match: Match | null): Promise<void> {
  const before = readDetail(attempt.detail);
  const seen = scan && match ? seenBy(attempt, scan, match) : { columns: {}, detail: { lastLook: "unread" } };
  await db.attempt.updateMany({
    where: { id: attempt.id, state: "uncertain" },
    data: { looks: { increment: 1 }, ...seen.columns, detail: { ...before, ...seen.detail } as Prisma.InputJsonObject },
  });
}

function seenBy(attempt: Attempt, scan: ListScan, match: Match) {
  const blindLooks = scan.controlSeen ? 0 : attempt.blindLooks + 1;
  if (blindLooks === BLIND_AFTER)
    logger.error({ generationId: attempt.generationId, attemptId: attempt.id }, "the list does not show what we know to exist");
  const isFirstGood = scan.complete && scan.controlSeen && attempt.firstGoodScanAt === null;
  return {
    columns: { blindLooks, ...(isFirstGood ? { firstGoodScanAt: scan.at } : {}) },
    detail: {
      candidates: match.kind === "candidates" ? match.ids : [],
      lastLook: match.kind === "absent" ? "absent" : scan.controlSeen ? "seen" : "blind",
    },
  };
}

async function proveAbsent(attempt: Attempt): Promise<void> {
  logger.info({ generationId: attempt.generationId, attemptId: attempt.id }, "attempt proven absent");
  await withTransaction(async (tx) => {
    const now = await databaseNow(tx);
    const { count } = await tx.attempt.updateMany({
      where: { id: attempt.id, state: "uncertain" },
      data: { state: "absent", endedAt: now },
    });
    if (count > 0)
      await recordTransition(tx, attempt.generationId, {
        event: "prove-absent",
        nextActionInMs: 0,
        data: { errorCode: null },
        detail: { attempt: attempt.number },
      });
  });
}
