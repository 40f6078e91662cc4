import { learnFacts } from "@/lib/connections/facts";
import { acknowledge } from "@/lib/generations/sending/acknowledge";
import { markerFor } from "@/lib/recipes/compile";
import type { AccountLook } from "./reconcile";
import { db } from "@/lib/platform/db/client";
import { getEnv } from "@/lib/platform/env";
import { logger } from "@/lib/platform/log";
import { isInWindow, mayBeOnItsWay } from "@/lib/providers/match-attempt";
import type { TaskSnapshot } from "@/lib/providers/types";
import { UNDECIDED } from "./task-facts";
import { withoutOwner, writeDown } from "./write-down";

/** The list reaches back seven days; an attempt that is older can have nothing in it. */
const HORIZON_MS = 8 * 24 * 3_600_000;
/** More undecided entries than this are no lost answers but somebody else's traffic. */
export const MOST_UNDECIDED = 200;

/**
 * After a complete look: a task that nobody owns, made while an answer of ours was lost, may have been paid by us. It
 * is written down for the owner, and its file is kept. What was made at other times, or carries the mark of another
 * program, is only counted: the key may be used elsewhere.
 */
export async function recordUnclaimed(look: AccountLook): Promise<{ recorded: number; foreign: number }> {
  if (!look.scan.complete) return { recorded: 0, foreign: 0 };
  const { account } = look;
  const attempts = await db.attempt.findMany({
    where: {
      providerAccount: account,
      state: { in: ["sending", "uncertain", "absent"] },
      sentAt: { gte: new Date(look.scan.at.getTime() - HORIZON_MS) },
    },
    select: { id: true, state: true, marker: true, sentAt: true, isForeign: true },
  });
  // After the attempts: one that was answered in between owns its task by now.
  const nobodys = await withoutOwner(account, look.scan.items);
  const byMarker = new Map(attempts.map((attempt) => [attempt.marker, attempt]));
  const sending = attempts.filter(({ state }) => state === "sending");
  const lost = attempts.filter(({ state }) => state !== "sending");
  const people = look.echoesMarker === true ? await ourMarks() : null;

  const ours: TaskSnapshot[] = [];
  let foreign = 0;
  for (const task of nobodys) {
    if (look.spokenFor.has(task.id)) continue;
    const owner = task.safetyIdentifier === null ? undefined : byMarker.get(task.safetyIdentifier);
    if (owner?.state === "absent") {
      // It was believed not to exist, and was perhaps sent again: whatever was paid for is kept.
      await acknowledge(owner.id, task.id, "marker");
      continue;
    }
    if (!look.candidates.has(task.id)) {
      if (owner || (task.createdAt !== null && mayBeOnItsWay(task.createdAt, sending))) continue;
      if (!isPerhapsOurs(task, lost, people)) {
        foreign += 1;
        continue;
      }
    }
    ours.push(task);
  }
  const free = Math.max(
    0,
    MOST_UNDECIDED - (await db.unclaimedTask.count({ where: { providerAccount: account, status: { in: [...UNDECIDED] } } })),
  );
  if (ours.length > free) logger.error({ count: ours.length - free }, "too many tasks that belong to nobody: some are not written down");
  const recorded = await writeDown(account, ours.slice(0, free), "window");
  await learnFacts(db, account, { foreignTasks: { count: foreign, seenAt: look.scan.at.toISOString() } });
  return { recorded, foreign };
}

/** Made in a window of ours, and nothing proves that another program made it. */
function isPerhapsOurs(
  task: TaskSnapshot,
  lost: readonly { sentAt: Date; isForeign: boolean }[],
  people: ReadonlySet<string> | null,
): boolean {
  const { createdAt, safetyIdentifier } = task;
  if (createdAt === null || !lost.some((attempt) => isInWindow(createdAt, attempt))) return false;
  // Where markers are known to come back, what carries none of a person of ours was not sent by us.
  return people === null || (safetyIdentifier !== null && people.has(personOf(safetyIdentifier)));
}

const personOf = (marker: string): string => marker.split(".")[0]!;

/** The first part of the marker of everybody who may ever have sent something. */
async function ourMarks(): Promise<Set<string>> {
  const { authSecret } = getEnv();
  const users = await db.user.findMany({ select: { id: true } });
  return new Set(users.map(({ id }) => personOf(markerFor(id, id, authSecret))));
}
