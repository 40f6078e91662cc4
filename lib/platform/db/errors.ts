/** What the driver adapter tells of a failed statement, wherever Prisma put it. */
interface DriverCause {
  kind?: string;
  originalCode?: string;
  originalMessage?: string;
  constraint?: { index?: string };
}

const isObject = (value: unknown): value is Record<string, unknown> => typeof value === "object" && value !== null;

// Known requests carry it under meta.driverAdapterError.cause; errors of the transaction itself are the
// driver's own and carry it under cause.
function driverCause(error: unknown): DriverCause | null {
  if (!isObject(error)) return null;
  const adapterError = isObject(error.meta) && isObject(error.meta.driverAdapterError) ? error.meta.driverAdapterError : error;
  return isObject(adapterError.cause) ? (adapterError.cause as DriverCause) : null;
}

/** The five characters by which Postgres names what went wrong, or null when it was not Postgres. */
export const sqlStateOf = (error: unknown): string | null => driverCause(error)?.originalCode ?? null;

/**
 * Whether a write was refused because such a row exists already.
 * @param constraint the index's name, or the last column that it covers; any unique index when left out
 */
export function isUniqueViolation(error: unknown, constraint?: string): boolean {
  const cause = driverCause(error);
  const isUnique = cause?.kind === "UniqueConstraintViolation" || cause?.originalCode === "23505";
  if (!isUnique || constraint === undefined) return isUnique;
  // Raw statements bring Postgres' sentence only; indexes are called `<table>_<columns>_key`.
  const index = cause.constraint?.index ?? /unique constraint "([^"]+)"/.exec(cause.originalMessage ?? "")?.[1] ?? "";
  return index === constraint || index.endsWith(`_${constraint}_key`);
}

/** Whether Postgres chose this transaction as the victim of a conflict, so that it may simply run again. */
export function isSerializationFailure(error: unknown): boolean {
  const state = sqlStateOf(error);
  return state === "40001" || state === "40P01" || (isObject(error) && error.code === "P2034");
}

/** Whether the database could not be reached at all, as opposed to having refused something. */
export function isDatabaseUnreachable(error: unknown): boolean {
  const state = sqlStateOf(error);
  // 57P: shutting down or starting up. 08: connection trouble. P1xxx: Prisma's own words for it.
  if (state?.startsWith("57P") || state?.startsWith("08")) return true;
  const code = isObject(error) ? error.code : undefined;
  return typeof code === "string" && /^(P1001|P1002|P1008|P1017|P2024|ECONNREFUSED|ECONNRESET|ETIMEDOUT|EPIPE)$/.test(code);
}
