import pg from "pg";
import { afterEach, describe, expect, it } from "vitest";
import { openTcpLine, type TcpLine } from "@/e2e/faults/tcp-line";
import { databaseUrl } from "@/lib/testing/database";
import { watchedClient } from "./watched-client";

/** Long beside what a new connection takes on a busy machine, because that is what it is told from. */
const SILENCE_MS = 1_500;

let line: TcpLine;
let pool: pg.Pool;
afterEach(async () => {
  line.close();
  await pool.end();
});

async function openPool(silenceMs: number): Promise<void> {
  line = await openTcpLine(databaseUrl);
  const config = { connectionString: line.through(databaseUrl), max: 4, Client: watchedClient({ silenceMs, everyMs: 20 }) };
  pool = new pg.Pool(config);
  pool.on("error", () => undefined);
}

describe("a line to the database", () => {
  it("that is dead without having broken is given up, with the idle ones beside it, and a new one is found", async () => {
    await openPool(SILENCE_MS);
    await Promise.all(Array.from({ length: 4 }, () => pool.query("select pg_sleep(0.05)")));
    expect(pool.totalCount).toBe(4);
    line.freeze();
    await expect(pool.query("select 1")).rejects.toThrow("went silent");
    // The three others were as dead, and nobody had to wait for them.
    const startedAt = performance.now();
    expect((await pool.query<{ one: number }>("select 1 as one")).rows).toEqual([{ one: 1 }]);
    expect(performance.now() - startedAt).toBeLessThan(SILENCE_MS);
    expect(pool.totalCount).toBe(1);
  });

  it("also in the middle of a transaction", async () => {
    await openPool(300);
    const client = await pool.connect();
    await client.query("begin");
    line.freeze();
    await expect(client.query("select 1")).rejects.toThrow("went silent");
    await expect(client.query("rollback")).rejects.toThrow();
    client.release();
    expect((await pool.query<{ one: number }>("select 1 as one")).rows).toEqual([{ one: 1 }]);
  });

  it("is kept while it answers in time, and while nobody asks", async () => {
    await openPool(300);
    const { rows } = await pool.query<{ pid: number }>("select pg_backend_pid() as pid, pg_sleep(0.2)");
    await new Promise((resolve) => setTimeout(resolve, 600));
    expect((await pool.query<{ pid: number }>("select pg_backend_pid() as pid")).rows[0]?.pid).toBe(rows[0]?.pid);
  });
});
