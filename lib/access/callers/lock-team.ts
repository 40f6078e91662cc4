import type { Tx } from "@/lib/platform/db/client";

/** Until the transaction ends nobody else changes who is a member of this team, and as what. */
export const lockTeam = (tx: Tx, teamId: string): Promise<unknown> =>
  tx.$queryRaw`select 1 from teams where id = ${teamId}::uuid for no key update`;
