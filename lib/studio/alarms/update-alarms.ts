import { readRoom } from "@/lib/generations/keeping/disk-room";
import { type Tx, withTransaction } from "@/lib/platform/db/client";
import { publish } from "@/lib/platform/events/publish";
import { logger } from "@/lib/platform/log";
import { newId } from "@/lib/shared/ids";
import { dueAlarms, type DueAlarm } from "./due-alarms";
import { readAlarmFacts } from "./read-facts";

/**
 * The one writer of alarms: raises each threshold that was crossed, once, and ends what is over. Every worker runs it;
 * whoever comes second while one is at it has nothing to do.
 *
 * @returns how many were raised and cleared
 */
export async function updateAlarms(): Promise<{ raised: number; cleared: number }> {
  const room = await readRoom();
  return withTransaction(async (tx) => {
    // Held while the facts are read too: older facts must never overrule newer ones.
    const [lock] = await tx.$queryRaw<{ taken: boolean }[]>`SELECT pg_try_advisory_xact_lock(hashtext('dailies.alarms')) AS taken`;
    if (!lock?.taken) return { raised: 0, cleared: 0 };
    const due = dueAlarms(await readAlarmFacts(tx, room));
    const open = await tx.alarm.findMany({ where: { clearedAt: null }, select: { id: true, kind: true, subject: true, level: true } });
    const known = new Set(open.map(thresholdOf));
    const raised = due.filter((alarm) => !known.has(thresholdOf(alarm)));
    // What was reached stays until the matter is over: a threshold that is crossed to and fro is said once.
    const going = new Set(due.map(matterOf));
    const over = open.filter((alarm) => !going.has(matterOf(alarm)));
    if (raised.length > 0) await tx.alarm.createMany({ data: raised.map((alarm) => ({ id: newId(), ...alarm })), skipDuplicates: true });
    if (over.length > 0)
      await tx.$executeRaw`UPDATE alarms SET cleared_at = now() WHERE id = ANY(${over.map((alarm) => alarm.id)}::uuid[]) AND cleared_at IS NULL`;
    if (raised.length + over.length > 0) await announceAlarms(tx);
    for (const { kind, generationId } of raised) logger.warn({ kind, generationId }, "alarm");
    return { raised: raised.length, cleared: over.length };
  });
}

const matterOf = ({ kind, subject }: Pick<DueAlarm, "kind" | "subject"> | { kind: string; subject: string }): string =>
  `${kind}|${subject}`;
const thresholdOf = (alarm: { kind: string; subject: string; level: string }): string => `${matterOf(alarm)}|${alarm.level}`;

/** Tells every open page to look again; who may not see alarms is refused there. */
export async function announceAlarms(tx: Tx): Promise<void> {
  const teams = await tx.team.findMany({ select: { id: true } });
  for (const { id } of teams) await publish(tx, { teamId: id, kind: "alarm", id: "alarms" });
}
