import pg from "pg";

/** Whether somebody has signed up; until then the setup code is shown. */
export async function hasUsers(databaseUrl: string): Promise<boolean> {
  const client = new pg.Client({ connectionString: databaseUrl, connectionTimeoutMillis: 10_000 });
  await client.connect();
  const { rows } = await client.query<{ exists: boolean }>("select exists (select 1 from users)").finally(() => client.end());
  return rows[0]?.exists === true;
}
