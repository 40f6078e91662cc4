import type { Actor } from "@/lib/access/callers/actor";
import { recordAccess } from "@/lib/access/record-access";
import { db } from "@/lib/platform/db/client";
import type { TeamView } from "./view";

/** Gives the team another name; its slug, and with it every link, stays. */
export async function renameTeam(actor: Actor, { name }: { name: string }): Promise<TeamView> {
  const team = await db.team.update({ where: { id: actor.teamId }, data: { name }, select: { id: true, slug: true, name: true } });
  await recordAccess("teamRenamed", { userId: null, byId: actor.userId, teamId: actor.teamId });
  return { ...team, role: actor.role };
}
