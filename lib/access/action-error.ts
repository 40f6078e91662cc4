import { logError } from "@/lib/platform/log";
import { AppError } from "@/lib/shared/errors";
import type { ActionError } from "@/lib/shared/result";

/** What may leave of an error: a refusal as it is, a bug only as the `ref` under which the log has it. */
export function toActionError(error: unknown): ActionError {
  if (!(error instanceof AppError)) return { code: "unexpected", ref: logError(error) };
  return {
    code: error.code,
    ...(error.fields && { fields: error.fields }),
    ...(error.values && { values: error.values }),
  };
}
