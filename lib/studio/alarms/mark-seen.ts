import type { Actor } from "@/lib/access/callers/actor";
import { withTransaction } from "@/lib/platform/db/client";
import { AppError } from "@/lib/shared/errors";
import type { IdInput } from "@/lib/shared/inputs";
import { isAlarmKind, kindFacts } from "./kinds";
import { alarmScope } from "./queries";
import { announceAlarms } from "./update-alarms";

/**
 * "I have seen it": ends an alarm about something that happened, which no change of the world would end. It is kept
 * with the name of who saw it, and never raised again. What ends by itself cannot be wished away.
 *
 * @throws AppError not-found, conflict
 */
export async function markAlarmSeen(actor: Actor, { id }: IdInput): Promise<null> {
  const scope = await alarmScope(actor);
  await withTransaction(async (tx) => {
    const row = await tx.alarm.findFirst({
      where: { id, ...scope },
      select: { kind: true, subject: true, clearedAt: true, detail: true },
    });
    if (!row || !isAlarmKind(row.kind)) throw new AppError("not-found");
    if (kindFacts(row.kind).endsBy !== "person") throw new AppError("conflict");
    if (row.clearedAt !== null) return;
    await tx.$executeRaw`
      UPDATE alarms SET cleared_at = now(), detail = detail || ${JSON.stringify({ seenBy: actor.userId })}::jsonb
      WHERE kind = ${row.kind} AND subject = ${row.subject} AND cleared_at IS NULL`;
    await announceAlarms(tx);
  });
  return null;
}
