import { isDatabaseUnreachable, isSerializationFailure } from "@/lib/platform/db/errors";
import { logError, logger } from "@/lib/platform/log";
import { AppError } from "@/lib/shared/errors";
import type { ActionError } from "@/lib/shared/result";

/** What may leave of an error: a refusal as it is, a bug only as the `ref` under which the log has it. */
export function toActionError(error: unknown): ActionError {
  if (isShortOfBreath(error)) {
    logger.warn({ err: error }, "cannot be done right now");
    return { code: "unavailable" };
  }
  if (!(error instanceof AppError)) return { code: "unexpected", ref: logError(error) };
  return {
    code: error.code,
    ...(error.fields && { fields: error.fields }),
    ...(error.values && { values: error.values }),
    ...(error.items && { items: error.items }),
  };
}

/** The database is away or in a tangle, or this process may open no more files: nothing is wrong with what was asked. */
function isShortOfBreath(error: unknown): boolean {
  const code = error instanceof Error && "code" in error ? error.code : undefined;
  return code === "EMFILE" || code === "ENFILE" || isDatabaseUnreachable(error) || isSerializationFailure(error);
}
