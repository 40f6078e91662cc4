import { withClient } from "@/lib/platform/db/with-client";

/** Whether somebody has signed up; until then the setup code is shown. */
export const hasUsers = (databaseUrl: string): Promise<boolean> =>
  withClient(databaseUrl, async (client) => ((await client.query("select 1 from users limit 1")).rowCount ?? 0) > 0);
