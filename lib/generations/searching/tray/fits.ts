import type { Actor } from "@/lib/access/callers/actor";
import { db } from "@/lib/platform/db/client";
import { isInWindow } from "@/lib/providers/match-attempt";

/** The team's attempts whose answer was lost, with what they were for; of those a task in the tray may be one. */
export const listLost = (actor: Actor) =>
  db.attempt.findMany({
    where: { state: "uncertain", generation: { teamId: actor.teamId, status: "uncertain", deletedAt: null } },
    orderBy: { sentAt: "asc" },
    include: {
      generation: { select: { id: true, prompt: true, project: { select: { name: true } }, createdBy: { select: { name: true } } } },
    },
  });
export type LostRow = Awaited<ReturnType<typeof listLost>>[number];

/** Whether a task could be what this attempt bought: of the same account, made in its window. */
export function fits(task: { providerAccount: string; createdAt: string | null }, attempt: LostRow): boolean {
  const { createdAt } = task;
  if (task.providerAccount !== attempt.providerAccount) return false;
  return createdAt === null || isInWindow(new Date(createdAt), attempt);
}
