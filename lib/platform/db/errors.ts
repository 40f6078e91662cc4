import { DatabaseError } from "pg";

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
export const sqlStateOf = (error: unknown): string | null =>
  driverCause(error)?.originalCode ?? (error instanceof DatabaseError ? (error.code ?? null) : null);

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

/** What a server says that only reads: the standby that we are still connected to, or one whose operator has closed it. */
export const READ_ONLY = "25006";

/** Whether a write was turned away because the server takes none at the moment. */
export const isReadOnly = (error: unknown): boolean => sqlStateOf(error) === READ_ONLY;

/**
 * Whether the database did not answer, as opposed to having refused something: it could not be reached, the line broke,
 * it took too long, or it takes no writes for now. Whatever was begun is undone, unless the line broke in the very commit.
 */
export function isDatabaseUnreachable(error: unknown): boolean {
  const state = sqlStateOf(error);
  // 57: shutting down, starting up, taking too long. 08: connection trouble. 53: out of connections. 55P03: a lock was not had in time.
  if (state !== null && (/^(57|08|53|55P03)/.test(state) || state === READ_ONLY)) return true;
  const kind = driverCause(error)?.kind;
  if (kind !== undefined && /^(DatabaseNotReachable|ConnectionClosed|SocketTimeout|TooManyConnections)$/.test(kind)) return true;
  // P1xxx and P2xxx: Prisma's own words for it. The driver has no codes for what it gives up itself.
  const code = isObject(error) ? error.code : undefined;
  if (typeof code === "string" && /^(P1001|P1002|P1008|P1017|P2024|P2028|ECONNREFUSED|ECONNRESET|ETIMEDOUT|EPIPE)$/.test(code)) return true;
  return error instanceof Error && /timeout exceeded when trying to connect|Connection terminated|Query read timeout/.test(error.message);
}
