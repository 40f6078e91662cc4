import type { Tx } from "./client";

/** The transaction itself is gone, which its owner has to know. */
export class LostTransactionError extends Error {}

/**
 * Does a part of a transaction that the rest can do without: where it fails, only that part is undone, and the transaction can go on.
 * @throws LostTransactionError where it cannot; what `work` throws
 */
export async function inSavepoint<T>(tx: Tx, work: () => Promise<T>): Promise<T> {
  const run = async (statement: string): Promise<void> => {
    try {
      await tx.$executeRawUnsafe(statement);
    } catch (cause) {
      throw new LostTransactionError("The transaction is over.", { cause });
    }
  };
  await run("savepoint part");
  let result: T;
  try {
    result = await work();
  } catch (error) {
    await run("rollback to savepoint part");
    throw error;
  }
  await run("release savepoint part");
  return result;
}
