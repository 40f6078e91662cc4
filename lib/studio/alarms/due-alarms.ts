import { EXECUTION_LIMIT_MS, RECORD_LIFE_MS, savingDeadlines } from "@/lib/generations/keeping/deadlines";
import type { LimitScope } from "@/lib/budgets/view";
import type { Generation } from "@/lib/platform/db/generated/client";
import { ALARM_LEVELS, type AlarmKind, type AlarmLevel, kindFacts, SHORT_LIFE_MS, type Threshold } from "./kinds";

/** A generation as far as its clocks are concerned; after `resultExpiresAt` its link may still work. */
export type ClockedRow = Pick<Generation, "id" | "createdAt" | "sentAt" | "acceptedAt" | "succeededAt" | "resultUrl" | "resultExpiresAt">;

/** All that alarms are made of, read at one moment; `now` is the database's. */
export interface AlarmFacts {
  now: Date;
  saving: readonly ClockedRow[];
  uncertain: readonly ClockedRow[];
  /** Queued or running at the provider. */
  atProvider: readonly ClockedRow[];
  /** Words about running tasks that nobody knows. */
  unknownStatuses: readonly { word: string; count: number }[];
  oldestDueAt: Date | null;
  /** null where storage has no end. */
  room: { freeBytes: number; reservedBytes: number } | null;
  /** Accounts whose list does not show what must be in it. */
  blindAccounts: readonly { account: string; looks: number }[];
  /** Accounts that refuse work until a person does something. */
  refusingAccounts: readonly { account: string; why: "key" | "balance"; reason: string }[];
  /** Accounts that hold clips of ours and do not let us ask about them. */
  closedAccounts: readonly { account: string; reason: string; since: Date; count: number; firstEndsAt: Date }[];
  /** Limits on spending, and how much of each is used. */
  spendLimits: readonly LimitFact[];
  failedJobs: readonly { name: string; count: number }[];
  /** Tasks in the tray that nobody decided about. */
  unclaimed: { count: number; since: Date } | null;
  /** Those of them that are done and not saved. */
  unclaimedSaving: readonly { id: string; foundAt: Date; resultExpiresAt: Date | null }[];
  doubleCharges: readonly { eventId: string; generationId: string; at: Date }[];
  lost: readonly { generationId: string; at: Date }[];
  damaged: readonly { fileId: string; generationId: string | null; variant: string; at: Date }[];
  hold: { reason: string; since: Date } | null;
  /** The last sign of life of any worker, or the time from which on there was none. */
  workerSeenAt: Date;
}

interface LimitFact {
  teamId: string;
  scope: LimitScope;
  subjectId: string;
  /** Of the project or person. */
  name: string | null;
  period: "month" | "day";
  /** The month or day, so that the next one is another matter. */
  at: string;
  limit: number;
  used: number;
}

/** One threshold that is crossed. */
export interface DueAlarm {
  kind: AlarmKind;
  /** What it is about: with kind and level it is raised once. */
  subject: string;
  level: AlarmLevel;
  generationId: string | null;
  /** Whose it is, where it is neither a clip's nor the studio's. */
  teamId: string | null;
  /** For the sentences; `since` and `endsAt` are ISO times. */
  detail: Record<string, string | number>;
}

/** What a threshold is measured on. */
interface Span {
  beganAt: Date;
  linkEndsAt?: Date | null;
  /** Ends after which it is too late. */
  ends?: readonly Date[];
  /** How much of it is used up. */
  share?: number;
}

/** Milliseconds since 1970 at which a threshold is reached; Infinity for never. */
export function reachedAt(threshold: Threshold, { beganAt, linkEndsAt = null, ends = [], share = 0 }: Span): number {
  const began = beganAt.getTime();
  const times: number[] = [];
  if (threshold.shareUsed !== undefined && share >= threshold.shareUsed) times.push(began);
  if (threshold.afterMs !== undefined) times.push(began + threshold.afterMs);
  if (threshold.shareOfLink !== undefined && linkEndsAt) times.push(began + threshold.shareOfLink * (linkEndsAt.getTime() - began));
  if (threshold.beforeEndMs !== undefined) {
    for (const end of ends) {
      const lifeMs = end.getTime() - began;
      times.push(lifeMs < SHORT_LIFE_MS ? began + lifeMs / 2 : end.getTime() - threshold.beforeEndMs);
    }
  }
  return Math.min(Infinity, ...times);
}

/** The alarms that should be open now: one for each threshold that is crossed, also for those below it. */
export function dueAlarms(facts: AlarmFacts): DueAlarm[] {
  const due: DueAlarm[] = [];
  const look = (
    kind: AlarmKind,
    subject: string,
    span: Span,
    { generationId = null, teamId = null, detail = {} }: Partial<Pick<DueAlarm, "generationId" | "teamId" | "detail">> = {},
  ): void => {
    for (const level of ALARM_LEVELS) {
      const threshold = kindFacts(kind).levels[level];
      if (threshold && reachedAt(threshold, span) <= facts.now.getTime())
        due.push({ kind, subject, level, generationId, teamId, detail: { since: span.beganAt.toISOString(), ...detail } });
    }
  };
  const clip = (id: string) => ({ generationId: id });
  const now = { beganAt: facts.now };

  for (const row of facts.saving) {
    const { recordEndsAt, linkEndsAt } = savingDeadlines(row);
    const ends = row.resultExpiresAt ? [recordEndsAt, row.resultExpiresAt] : [recordEndsAt];
    const endsAt = new Date(Math.max(Number(recordEndsAt), Number(linkEndsAt))).toISOString();
    look(
      "unsaved",
      row.id,
      { beganAt: row.succeededAt ?? row.createdAt, linkEndsAt: row.resultExpiresAt, ends },
      { ...clip(row.id), detail: { endsAt } },
    );
  }
  for (const row of facts.uncertain) {
    const beganAt = row.sentAt ?? row.createdAt;
    const end = new Date(beganAt.getTime() + RECORD_LIFE_MS);
    look("uncertain", row.id, { beganAt, ends: [end] }, { ...clip(row.id), detail: { endsAt: end.toISOString() } });
  }
  for (const row of facts.atProvider) {
    const limitAt = new Date((row.acceptedAt ?? row.sentAt ?? row.createdAt).getTime() + EXECUTION_LIMIT_MS);
    look("overrunning", row.id, { beganAt: limitAt }, clip(row.id));
  }
  for (const { word, count } of facts.unknownStatuses) look("contract", word, now, { detail: { word, count } });
  if (facts.oldestDueAt) look("queueAge", STUDIO, { beganAt: facts.oldestDueAt });
  if (facts.room && facts.room.freeBytes < facts.room.reservedBytes) look("disk", STUDIO, now, { detail: { ...facts.room } });
  for (const { account, looks } of facts.blindAccounts) look("reconcilerBlind", account, now, { detail: { looks } });
  for (const { account, why, reason } of facts.refusingAccounts)
    look(why === "key" ? "providerKey" : "providerBalance", account, now, { detail: { reason } });
  for (const { account, reason, since, count, firstEndsAt } of facts.closedAccounts) {
    // The clock that matters is that of the oldest clip, not that of the key.
    const span = { beganAt: new Date(firstEndsAt.getTime() - RECORD_LIFE_MS), ends: [firstEndsAt] };
    look("paidBehindKey", account, span, { detail: { reason, count, since: since.toISOString(), endsAt: firstEndsAt.toISOString() } });
  }
  for (const { teamId, scope, subjectId, name, period, at, limit, used } of facts.spendLimits) {
    // A limit of nothing is used up by itself, and says nothing that its owner does not know.
    const share = limit === 0 ? 0 : used / limit;
    const detail = { scope, period, limit, used, percent: Math.floor(share * 100), name: name ?? "" };
    look("spendLimit", `${teamId} ${scope} ${subjectId} ${period} ${at}`, { ...now, share }, { teamId, detail });
  }
  for (const { name, count } of facts.failedJobs) look("deadLetters", name, now, { detail: { name, count } });
  if (facts.unclaimed) look("unclaimed", STUDIO, { beganAt: facts.unclaimed.since }, { detail: { count: facts.unclaimed.count } });
  for (const { id, foundAt, resultExpiresAt } of facts.unclaimedSaving) {
    // When it was made is for the provider to know: it is found within minutes of that, or was made before a restore.
    const recordEndsAt = new Date(foundAt.getTime() + RECORD_LIFE_MS);
    const ends = resultExpiresAt ? [recordEndsAt, resultExpiresAt] : [recordEndsAt];
    look("unclaimedUnsaved", id, { beganAt: foundAt, linkEndsAt: resultExpiresAt, ends });
  }
  for (const { eventId, generationId, at } of facts.doubleCharges) look("chargedTwice", eventId, { beganAt: at }, clip(generationId));
  for (const { generationId, at } of facts.lost) look("lost", generationId, { beganAt: at }, clip(generationId));
  for (const { fileId, generationId, variant, at } of facts.damaged)
    look("damaged", fileId, { beganAt: at }, { generationId, detail: { file: variant } });
  if (facts.hold) look("hold", STUDIO, { beganAt: facts.hold.since }, { detail: { reason: facts.hold.reason } });
  look("worker", STUDIO, { beganAt: facts.workerSeenAt });
  return due;
}

/** The subject of what concerns everybody. */
const STUDIO = "studio";
