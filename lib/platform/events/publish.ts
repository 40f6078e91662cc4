import type { Db } from "../db/client";
import type { Change } from "./event";

/** Postgres' name of the line that all processes listen on. */
export const CHANNEL = "dailies";

/** Tells every open page of the team, at the moment the transaction commits and not if it does not. */
export const publish = (tx: Db, change: Change): Promise<void> => publishAll(tx, [change]);

/** The same for several changes, as one statement. */
export async function publishAll(tx: Db, changes: readonly Change[]): Promise<void> {
  const payloads = changes.map(({ teamId, kind, id }) => JSON.stringify({ teamId, kind, id }));
  await tx.$executeRaw`select pg_notify(${CHANNEL}, payload) from unnest(${payloads}::text[]) as payload`;
}
