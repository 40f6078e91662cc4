import "server-only";
import { PrismaPg } from "@prisma/adapter-pg";
import { singleton } from "../singleton";
import { isSerializationFailure } from "./errors";
import { PrismaClient, type Prisma } from "./generated/client";
import { pool } from "./pool";

function createClient(): PrismaClient {
  const ignore = (): void => undefined;
  const adapter = new PrismaPg(pool.get(), { onPoolError: ignore, onConnectionError: ignore });
  return new PrismaClient({ adapter, transactionOptions: { maxWait: 5_000, timeout: 15_000 } });
}

const client = singleton("db", createClient);

/**
 * The database, one pool per process. It is opened by the first use and not by the import, because the build
 * imports every page without having a database.
 */
export const db: PrismaClient = new Proxy({} as PrismaClient, {
  get(_, property) {
    const present = client.get();
    const value: unknown = Reflect.get(present, property);
    return typeof value === "function" ? (value.bind(present) as unknown) : value;
  },
});

export type Tx = Prisma.TransactionClient;
export type Db = typeof db | Tx;

// Postgres picks a victim when transactions stand in each other's way; the victim is expected to come again.
const MAX_RETRIES = 3;

/**
 * Runs `work` in one transaction and runs it again, up to three times, when Postgres chose it as the victim of
 * a deadlock or a serialization failure. `work` must have no effect outside the database.
 */
export async function withTransaction<T>(work: (tx: Tx) => Promise<T>): Promise<T> {
  for (let attempt = 0; ; attempt++) {
    try {
      return await db.$transaction(work);
    } catch (error) {
      if (attempt >= MAX_RETRIES || !isSerializationFailure(error)) throw error;
      const delayMs = 20 * 2 ** attempt * (0.5 + Math.random());
      await new Promise((resolve) => setTimeout(resolve, delayMs));
    }
  }
}

/** Closes the pool; the next use of `db` opens a new one. */
export async function disconnectDb(): Promise<void> {
  await client.clear()?.$disconnect();
  await pool.clear()?.end();
}
