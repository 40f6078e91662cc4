import pg from "pg";

/** Lends one connection outside of any pool, for commands and the start, and closes it whatever happens. */
export async function withClient<T>(to: string | pg.ClientConfig, work: (client: pg.Client) => Promise<T>): Promise<T> {
  const config = typeof to === "string" ? { connectionString: to } : to;
  const client = new pg.Client({ connectionTimeoutMillis: 10_000, ...config });
  await client.connect();
  try {
    return await work(client);
  } finally {
    await client.end();
  }
}
