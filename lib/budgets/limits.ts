import type { Actor } from "@/lib/access/callers/actor";
import { recordAccess } from "@/lib/access/record-access";
import { type Db, db, withTransaction } from "@/lib/platform/db/client";
import type { SpendLimit } from "@/lib/platform/db/generated/client";
import { databaseNow } from "@/lib/platform/db/now";
import { publish } from "@/lib/platform/events/publish";
import { AppError } from "@/lib/shared/errors";
import type { SetLimitsInput } from "./schema";
import type { LimitScope, LimitsView } from "./view";

/** Whom a clip is counted for. */
export interface Place {
  projectId: string;
  userId: string;
}

/** A row with numbers that can be reckoned with. */
export interface Limits {
  scope: LimitScope;
  subjectId: string;
  month: number | null;
  day: number | null;
  clip: number | null;
  askAbove: number | null;
  isStopped: boolean;
}

const asNumber = (micros: bigint | null): number | null => (micros === null ? null : Number(micros));

export const limitsOf = (row: SpendLimit): Limits => ({
  scope: row.scope,
  subjectId: row.subjectId,
  month: asNumber(row.monthMicros),
  day: asNumber(row.dayMicros),
  clip: asNumber(row.clipMicros),
  askAbove: asNumber(row.askAboveMicros),
  isStopped: row.isStopped,
});

/** Everything that was ever set in a team: a row for itself and for a few projects and people. */
export const readLimits = async (tx: Db, teamId: string): Promise<Limits[]> =>
  (await tx.spendLimit.findMany({ where: { teamId }, orderBy: [{ scope: "asc" }, { subjectId: "asc" }] })).map(limitsOf);

export const appliesTo = ({ scope, subjectId }: Limits, { projectId, userId }: Place): boolean =>
  scope === "team" || subjectId === (scope === "project" ? projectId : userId);

/** Whether anything is capped: then a clip of unknown price has no place under it. */
export const isCapped = ({ month, day, clip }: Limits): boolean => month !== null || day !== null || clip !== null;

/** The sum above which a press of this person in this project is asked about once more; null: never. */
export async function askAboveFor({ teamId, userId }: Actor, projectId: string): Promise<number | null> {
  const applying = (await readLimits(db, teamId)).filter((limits) => appliesTo(limits, { projectId, userId }));
  const sums = applying.flatMap(({ askAbove }) => askAbove ?? []);
  return sums.length === 0 ? null : Math.min(...sums);
}

/**
 * Changes what may be spent by a team, in a project or by a person. What is not said stays as somebody else has set it
 * meanwhile. Clips that waited for it are noticed by the sweep.
 * @returns all of it as it is now
 * @throws AppError not-found where there is no such project or member
 */
export async function setLimits(actor: Actor, input: SetLimitsInput): Promise<LimitsView> {
  const { teamId } = actor;
  const { scope, month, day, clip, askAbove, isStopped } = input;
  const subjectId = scope === "team" ? teamId : (input.subjectId ?? "");
  return withTransaction(async (tx) => {
    const subject = await {
      team: () => tx.team.findUnique({ where: { id: teamId }, select: { name: true } }),
      project: () => tx.project.findFirst({ where: { id: subjectId, teamId, deletedAt: null }, select: { name: true } }),
      person: () => tx.user.findFirst({ where: { id: subjectId, memberships: { some: { teamId } } }, select: { name: true } }),
    }[scope]();
    if (!subject) throw new AppError("not-found");
    const said = { monthMicros: month, dayMicros: day, clipMicros: clip, askAboveMicros: askAbove, isStopped };
    const change = { ...said, updatedById: actor.userId, updatedAt: await databaseNow(tx) };
    const row = await tx.spendLimit.upsert({
      where: { teamId_scope_subjectId: { teamId, scope, subjectId } },
      create: { teamId, scope, subjectId, ...change },
      update: change,
    });
    await recordAccess("limitsChanged", { userId: null, byId: actor.userId, teamId, subject: subject.name }, tx);
    await publish(tx, { teamId, kind: "spend", id: subjectId });
    return limitsOf(row);
  });
}
