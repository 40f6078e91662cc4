import type { Actor } from "@/lib/access/callers/actor";
import type { Db } from "@/lib/platform/db/client";
import { databaseNow } from "@/lib/platform/db/now";
import { readUses } from "./check";
import { appliesTo, type Limits, readLimits } from "./limits";
import { dayOf, monthOf } from "./periods";
import type { LimitUse } from "./view";

/** A limit in force with what it takes to name it. */
interface NamedUse extends LimitUse {
  subjectId: string;
  /** The month or day that it is used in. */
  at: string;
}

/** The names of projects and people of a team, by id. */
export async function namesOf(tx: Db, teamId: string, ids: readonly string[]): Promise<ReadonlyMap<string, string>> {
  const [projects, people] = await Promise.all([
    tx.project.findMany({ where: { teamId, id: { in: [...ids] } }, select: { id: true, name: true } }),
    tx.user.findMany({ where: { id: { in: [...ids] } }, select: { id: true, name: true } }),
  ]);
  return new Map([...projects, ...people].map(({ id, name }) => [id, name]));
}

/** Every monthly and daily limit of a team and how much of it is used now; with a person only those that their clips count in. */
export async function listUses(tx: Db, teamId: string, isEmulated: boolean, who?: Pick<Actor, "userId" | "hidden">): Promise<NamedUse[]> {
  const all = (await readLimits(tx, teamId)).filter((limits) => who === undefined || concerns(limits, who));
  const uses = await readUses(tx, teamId, isEmulated, all);
  if (uses.length === 0) return [];
  const today = dayOf(await databaseNow(tx));
  const names = await namesOf(
    tx,
    teamId,
    uses.map(({ limits }) => limits.subjectId),
  );
  return uses.map(({ limits: { scope, subjectId }, period, limit, used }) => ({
    ...{ scope, subjectId, period, limit, used },
    name: names.get(subjectId) ?? null,
    at: period === "day" ? today : monthOf(today),
  }));
}

/** Projects are everybody's to whom they are open. */
export const concerns = (limits: Limits, { userId, hidden }: Pick<Actor, "userId" | "hidden">): boolean =>
  limits.scope === "project" ? !hidden.includes(limits.subjectId) : appliesTo(limits, { userId, projectId: "" });
