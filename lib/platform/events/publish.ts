import type { Db } from "../db/client";
import type { Change } from "./event";

/** Postgres' name of the line that all processes listen on. */
export const CHANNEL = "dailies";

/** Tells every open page of the team, at the moment the transaction commits and not if it does not. */
export async function publish(tx: Db, change: Change): Promise<void> {
  const payload = JSON.stringify({ teamId: change.teamId, kind: change.kind, id: change.id });
  await tx.$executeRaw`select pg_notify(${CHANNEL}, ${payload})`;
}
