import type { Actor } from "@/lib/access/callers/actor";
import { recordAccess } from "@/lib/access/record-access";
import { withTransaction } from "@/lib/platform/db/client";
import type { TeamView } from "./view";

/** Gives the team another name; its slug, and with it every link, stays. */
export async function renameTeam(actor: Actor, { name }: { name: string }): Promise<TeamView> {
  const team = await withTransaction(async (tx) => {
    await recordAccess("teamRenamed", { userId: null, byId: actor.userId, teamId: actor.teamId, subject: name }, tx);
    return tx.team.update({ where: { id: actor.teamId }, data: { name }, select: { id: true, slug: true, name: true } });
  });
  return { ...team, role: actor.role };
}
