import type { AppErrorCode, FieldErrors, ItemRefusal } from "./errors";

export interface ActionError {
  code: AppErrorCode;
  fields?: FieldErrors;
  values?: Record<string, string | number>;
  /** Where several were asked for together; see AppError. */
  items?: readonly (ItemRefusal | null)[];
  /** Ties what a person saw to a line in the log; set for unexpected errors only. */
  ref?: string;
}

/** What every server action and JSON route answers. Errors are worded by the page, in its own language. */
export type ActionResult<T> = { ok: true; data: T } | { ok: false; error: ActionError };
