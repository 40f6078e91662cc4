import "server-only";
import { randomBytes } from "node:crypto";
import { pino, type Logger } from "pino";
import { getEnv, secretsOf } from "./env";
import { redact } from "@/lib/shared/redact";
import { singleton } from "./singleton";
import { traceIds } from "./tracing";

// All that a line may say beside its message. Anything else is left out, so that no header, body or prompt slips
// into the log by being part of an object.
const FIELD_NAMES = [
  ...[
    "ref",
    "userId",
    "teamId",
    "projectId",
    "generationId",
    "assetId",
    "attemptId",
    "fileId",
    "registrationId",
    "pictureId",
    "taskId",
    "exportId",
    "requestId",
  ],
  ...["job", "attempt", "failures", "action", "route", "method", "status", "httpStatus", "rawStatus", "outcome", "from", "to", "code"],
  ...["kind", "event", "url", "key", "count", "sizeBytes", "freeBytes", "durationMs", "port", "signal", "reason", "detail", "version"],
] as const;
const ALLOWED = new Set<string>(FIELD_NAMES);

/** Known fields with plain values; `err` may be anything and is reduced to name, message and code. */
export type LogFields = { [Name in (typeof FIELD_NAMES)[number]]?: string | number | boolean | null | undefined } & { err?: unknown };

type PlainFields = Record<string, string | number | boolean | null>;

interface LogState {
  logger: Logger;
  secrets: readonly string[];
}

// Where lines go instead of standard output, in tests.
const destination = singleton<{ write: ((line: string) => void) | null }>("log-destination", () => ({ write: null }));

function createLogger(level: string): Logger {
  const options = { level, base: { pid: process.pid }, timestamp: pino.stdTimeFunctions.isoTime };
  const { write: elsewhere } = destination.get();
  return elsewhere ? pino(options, { write: elsewhere }) : pino(options);
}

const state = singleton<LogState>("log", () => {
  // The log has to work when the settings do not, because it is what says so.
  try {
    const env = getEnv();
    return { logger: createLogger(env.logLevel), secrets: secretsOf(env) };
  } catch {
    return { logger: createLogger("info"), secrets: [] };
  }
});

/** Reads the log level and the secrets again, and writes to `to` from now on, or to standard output. */
export function restartLog(to: ((line: string) => void) | null = null): void {
  state.clear();
  destination.get().write = to;
}

/** The one way into the log: only known fields, only plain values, no secret and no query string. */
export function serializeFields(fields: object, secrets: readonly string[] = state.get().secrets): PlainFields {
  const safe: PlainFields = {};
  for (const [name, value] of Object.entries(fields)) {
    if (!ALLOWED.has(name)) continue;
    if (typeof value === "string") safe[name] = redact(value, secrets);
    else if (typeof value === "number" || typeof value === "boolean" || value === null) safe[name] = value;
  }
  return safe;
}

type Level = "error" | "warn" | "info" | "debug";

const write =
  (level: Level) =>
  (fields: LogFields, message: string): void => {
    const { logger: pinoLogger, secrets } = state.get();
    // A line that nobody reads costs nothing.
    if (!pinoLogger.isLevelEnabled(level)) return;
    const error = fields.err === undefined ? {} : { error: describeError(fields.err, secrets) };
    pinoLogger[level]({ ...serializeFields(fields, secrets), ...traceIds(), ...error }, redact(message, secrets));
  };

/** What happened, in a few constant words; what it happened to is in the fields. */
export const logger = { error: write("error"), warn: write("warn"), info: write("info"), debug: write("debug") };

export interface ErrorDescription {
  name: string;
  message: string;
  code?: string;
}

/** An error as it may be kept anywhere: its name, its message without secrets, its code. */
export function describeError(error: unknown, secrets: readonly string[] = state.get().secrets): ErrorDescription {
  if (!(error instanceof Error)) {
    // pg-boss emits plain objects that carry a message.
    const message =
      typeof error === "object" && error !== null && "message" in error
        ? String(error.message)
        : typeof error === "string"
          ? error
          : "not an error";
    return { name: "NonError", message: redact(message, secrets) };
  }
  const code = "code" in error && (typeof error.code === "string" || typeof error.code === "number") ? String(error.code) : undefined;
  return { name: error.name, message: redact(error.message, secrets), ...(code === undefined ? {} : { code: redact(code, secrets) }) };
}

// Deep enough to reach what a driver said, shallow enough to end.
const MAX_CAUSES = 3;

function causesOf(error: unknown, secrets: readonly string[]): ErrorDescription[] {
  const causes: ErrorDescription[] = [];
  let cause = error instanceof Error ? error.cause : undefined;
  while (cause !== undefined && causes.length < MAX_CAUSES) {
    causes.push(describeError(cause, secrets));
    cause = cause instanceof Error ? cause.cause : undefined;
  }
  return causes;
}

// The places in the code, without the message above them (which may hold anything) and without foreign packages.
function framesOf(error: unknown): string[] {
  const lines = error instanceof Error ? (error.stack ?? "").split("\n") : [];
  return lines
    .filter((line) => /^\s+at /.test(line) && !line.includes("node:internal"))
    .slice(0, 8)
    .map((line) => line.trim());
}

/**
 * Logs what was not expected.
 * @returns a short reference that the person sees and that finds this line again
 */
export function logError(error: unknown, fields: LogFields = {}, message = "unexpected error"): string {
  const { logger: pinoLogger, secrets } = state.get();
  const ref = typeof fields.ref === "string" ? fields.ref : randomBytes(4).toString("hex");
  const causes = causesOf(error, secrets);
  const described = {
    ...describeError(error, secrets),
    at: framesOf(error).map((line) => redact(line, secrets)),
    ...(causes.length > 0 ? { causes } : {}),
  };
  pinoLogger.error({ ...serializeFields({ ...fields, ref }, secrets), ...traceIds(), error: described }, redact(message, secrets));
  return ref;
}
