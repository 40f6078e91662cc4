import type { AppErrorCode, FieldErrors } from "./errors";

export interface ActionError {
  code: AppErrorCode;
  fields?: FieldErrors;
  values?: Record<string, string | number>;
  /** Ties what a person saw to a line in the log; set for unexpected errors only. */
  ref?: string;
}

/** What every server action and JSON route answers. Errors are worded by the page, in its own language. */
export type ActionResult<T> = { ok: true; data: T } | { ok: false; error: ActionError };
