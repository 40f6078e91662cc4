import pg from "pg";
import { getEnv } from "@/lib/platform/env";
import { waitUntil } from "./wait-until";

/** Holds up whoever writes to, or reads, this table until it is let go: a request stands still where it is. */
export async function holdTable(
  table: string,
  mode: "EXCLUSIVE" | "ACCESS EXCLUSIVE",
): Promise<{ untilSomebodyWaits(): Promise<void>; release(): Promise<void> }> {
  const client = new pg.Client({ connectionString: getEnv().databaseUrl });
  await client.connect();
  await client.query(`BEGIN; LOCK TABLE ${table} IN ${mode} MODE`);
  return {
    untilSomebodyWaits: async () => {
      await waitUntil(`somebody waits for ${table}`, async () => {
        const { rows } = await client.query<{ waits: boolean }>(
          "SELECT EXISTS (SELECT 1 FROM pg_locks WHERE NOT granted AND relation = $1::regclass) AS waits",
          [table],
        );
        return rows[0]?.waits === true;
      });
    },
    release: async () => {
      await client.query("ROLLBACK");
      await client.end();
    },
  };
}
