/**
 * Every refusal that a person can meet, by code. The wording lies in the messages under `errors.<code>`,
 * in every language; a code without a message fails a test.
 */
export const APP_ERROR_CODES = [
  "bad-input",
  "not-signed-in",
  "not-allowed",
  "not-found",
  "conflict",
  "idempotency-mismatch",
  "too-many-requests",
  "queue-full",
  "too-large",
  "wrong-type",
  "upload-incomplete",
  "unreadable-media",
  "storage-full",
  "on-hold",
  "hold-unchecked",
  "media-damaged",
  "provider-unreachable",
  "provider-key",
  "no-provider-key",
  "setup-done",
  "wrong-setup-code",
  "wrong-password",
  "email-taken",
  "invite-invalid",
  "reset-invalid",
  "reset-elsewhere",
  "last-owner",
  "unavailable",
  "unexpected",
] as const;
export type AppErrorCode = (typeof APP_ERROR_CODES)[number];

/** Message key (under `fields`) per field of the form that was refused, with the values its sentence needs. */
export type FieldErrors = Record<string, { code: string; values?: Record<string, string | number> }>;

/** A refusal that is expected: the door turns it into an answer; anything else that is thrown is a bug. */
export class AppError extends Error {
  readonly code: AppErrorCode;
  readonly fields: FieldErrors | undefined;
  readonly values: Record<string, string | number> | undefined;

  constructor(code: AppErrorCode, options: { fields?: FieldErrors; values?: Record<string, string | number>; cause?: unknown } = {}) {
    super(code, { cause: options.cause });
    this.name = "AppError";
    this.code = code;
    this.fields = options.fields;
    this.values = options.values;
  }
}

/** The HTTP status that a route answers with for each code. */
export function httpStatusOf(code: AppErrorCode): number {
  switch (code) {
    case "not-signed-in":
      return 401;
    case "not-allowed":
    case "reset-elsewhere":
      return 403;
    case "not-found":
      return 404;
    case "conflict":
    case "setup-done":
    case "email-taken":
    case "last-owner":
    case "hold-unchecked":
      return 409;
    case "media-damaged":
      return 410;
    case "idempotency-mismatch":
    case "unreadable-media":
      return 422;
    case "too-large":
      return 413;
    case "wrong-type":
      return 415;
    case "too-many-requests":
    case "queue-full":
      return 429;
    case "storage-full":
      return 507;
    case "on-hold":
    case "provider-unreachable":
    case "unavailable":
      return 503;
    case "unexpected":
      return 500;
    default:
      return 400;
  }
}
