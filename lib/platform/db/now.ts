import type { Db } from "./client";

/** The database's clock: leases, grace periods and deadlines must not depend on any process's own. */
export async function databaseNow(db: Db): Promise<Date> {
  const [row] = await db.$queryRaw<{ now: Date }[]>`SELECT now() AS now`;
  return row!.now;
}
