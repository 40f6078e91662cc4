import type { Actor } from "@/lib/access/callers/actor";
import { may } from "@/lib/access/permissions";
import { MAY_WAIT_STATUSES } from "@/lib/generations/lifecycle";
import { canCancel } from "@/lib/generations/policy";
import { databaseNow, noteProgress, recordTransition } from "@/lib/generations/record-transition";
import type { GenerationIdInput } from "@/lib/generations/schema";
import { wakeNextInLine } from "@/lib/generations/sending/wake";
import { statusIn, whereStatus } from "@/lib/generations/status-sql";
import { db, withTransaction } from "@/lib/platform/db/client";
import { publish } from "@/lib/platform/events/publish";
import { AppError } from "@/lib/shared/errors";
import { inParallel } from "@/lib/shared/in-parallel";
import type { WhoseInput } from "./schema";

/** Each takes a connection. */
const AT_ONCE = 4;

const waitingOf = (actor: Actor, input: WhoseInput) => ({
  ...whereStatus("waiting"),
  teamId: actor.teamId,
  deletedAt: null,
  ...(input.whose === "mine" && { createdById: actor.userId }),
  ...(input.whose === "press" && { pressId: input.pressId }),
});

/** @throws AppError not-allowed: other people's clips are not everybody's matter · not-found where there is no such press */
async function assertMaySteer(actor: Actor, input: WhoseInput): Promise<void> {
  if (input.whose === "all" && !may(actor, "queue.manage")) throw new AppError("not-allowed");
  if (input.whose !== "press") return;
  const clip = await db.generation.findFirst({
    where: { teamId: actor.teamId, pressId: input.pressId, deletedAt: null },
    select: { createdById: true },
  });
  if (!clip) throw new AppError("not-found");
  if (clip.createdById !== actor.userId && !may(actor, "queue.manage")) throw new AppError("not-allowed");
}

/**
 * Cancels all that wait and were not sent: nothing of it costs anything. One by one, because hundreds in one transaction
 * would hold up everybody; what is sent meanwhile is passed over.
 * @throws AppError not-allowed, not-found
 */
export async function cancelWaiting(actor: Actor, input: WhoseInput): Promise<{ cancelled: number }> {
  await assertMaySteer(actor, input);
  const waiting = await db.generation.findMany({
    where: waitingOf(actor, input),
    orderBy: { createdAt: "desc" },
    select: { id: true },
  });
  let cancelled = 0;
  // The last in line first: else each that goes would let another be sent.
  await inParallel(waiting, AT_ONCE, async ({ id }) => {
    const moved = await withTransaction((tx) => recordTransition(tx, id, { event: "cancel", actorId: actor.userId, from: "waiting" }));
    if (moved) cancelled += 1;
  });
  if (input.whose === "press") await endPause(actor, input.pressId);
  if (cancelled > 0) await wakeNextInLine();
  return { cancelled };
}

/** Nothing of it can wait any more. One that is being sent may come back to the line, and must not be bought then. */
const endPause = ({ teamId }: Actor, pressId: string): Promise<number> => db.$executeRaw`
  DELETE FROM line_pauses WHERE team_id = ${teamId}::uuid AND whose = ${pressId}::uuid AND is_press AND NOT EXISTS (
    SELECT 1 FROM generations WHERE team_id = ${teamId}::uuid AND press_id = ${pressId}::uuid AND ${statusIn(...MAY_WAIT_STATUSES)})`;

/**
 * Puts a waiting clip before all others of its author: the turns of other people stay as they are.
 * @throws AppError not-found, not-allowed, conflict (it does not wait any more)
 */
export async function moveUp(actor: Actor, { id }: GenerationIdInput): Promise<{ moved: true }> {
  const row = await db.generation.findFirst({ where: { id, teamId: actor.teamId, deletedAt: null } });
  if (!row) throw new AppError("not-found");
  if (row.status !== "waiting") throw new AppError("conflict");
  if (!canCancel(actor, row)) throw new AppError("not-allowed");
  const moved = await withTransaction(async (tx) =>
    noteProgress(tx, id, "waiting", { nextActionInMs: 0, data: { movedUpAt: await databaseNow(tx) }, announce: true }),
  );
  if (!moved) throw new AppError("conflict");
  return { moved: true };
}

const lineOf = ({ teamId, userId }: Actor, input: WhoseInput) => ({
  teamId,
  whose: { all: teamId, mine: userId, press: "pressId" in input ? input.pressId : "" }[input.whose],
  isPress: input.whose === "press",
});

/** Keeps what waits where it is. What was sent is paid for and goes on. @throws AppError not-allowed, not-found */
export async function pauseLine(actor: Actor, input: WhoseInput): Promise<{ paused: true }> {
  await assertMaySteer(actor, input);
  await withTransaction(async (tx) => {
    await tx.linePause.createMany({ data: [{ ...lineOf(actor, input), pausedById: actor.userId }], skipDuplicates: true });
    await publish(tx, { teamId: actor.teamId, kind: "line", id: actor.teamId });
  });
  // Others need not wait for these to find out.
  await wakeNextInLine();
  return { paused: true };
}

/** Lets what waits go on; for everybody, it lets go on what single people kept as well. @throws AppError not-allowed, not-found */
export async function resumeLine(actor: Actor, input: WhoseInput): Promise<{ paused: false }> {
  await assertMaySteer(actor, input);
  await withTransaction(async (tx) => {
    await tx.linePause.deleteMany({ where: input.whose === "all" ? { teamId: actor.teamId } : lineOf(actor, input) });
    await tx.generation.updateMany({
      where: { ...waitingOf(actor, input), waitingFor: "paused" },
      data: { waitingFor: "turn", nextActionAt: await databaseNow(tx), revision: { increment: 1 } },
    });
    await publish(tx, { teamId: actor.teamId, kind: "line", id: actor.teamId });
  });
  await wakeNextInLine();
  return { paused: false };
}
