/**
 * Every refusal that a person can meet, by code, with the HTTP status that a route answers with. The wording lies in the
 * messages under `errors.<code>`, in every language; a code without a message fails a test.
 */
const STATUSES = {
  "bad-input": 400,
  "not-signed-in": 401,
  "not-allowed": 403,
  "not-found": 404,
  "project-archived": 409,
  conflict: 409,
  "not-saved": 409,
  "still-open": 409,
  "tried-again": 409,
  "too-many-labels": 409,
  "too-many-labels-of-clip": 409,
  "label-taken": 409,
  "file-in-use": 409,
  "nothing-to-download": 409,
  "cannot-be-marked": 409,
  "not-labelled": 409,
  "copies-preparing": 409,
  "download-running": 429,
  "too-many-downloads": 503,
  "idempotency-mismatch": 422,
  "too-many-requests": 429,
  "queue-full": 429,
  "over-limit": 402,
  "spending-stopped": 402,
  "price-unknown": 402,
  "ask-first": 428,
  "too-many-projects": 409,
  "too-many-teams": 409,
  "too-many-invites": 409,
  "too-many-snippets": 409,
  "too-many-elements": 409,
  "too-many-comments": 409,
  "too-many-shares": 409,
  "webhook-address": 400,
  "clip-locked": 409,
  "not-approved": 409,
  "too-many-views": 409,
  "too-many-sequences": 409,
  "too-many-items": 409,
  "too-many-exports": 409,
  "nothing-to-show": 409,
  "nothing-to-export": 409,
  "film-too-long": 409,
  "too-large": 413,
  "wrong-type": 415,
  "upload-incomplete": 400,
  "unreadable-media": 422,
  "storage-full": 507,
  "on-hold": 503,
  "hold-unchecked": 409,
  "media-damaged": 410,
  "no-library": 409,
  "person-underway": 409,
  "person-in-use": 409,
  "provider-unreachable": 503,
  "provider-key": 400,
  "no-provider-key": 400,
  "setup-done": 409,
  "wrong-setup-code": 400,
  "wrong-password": 400,
  "code-needed": 401,
  "sign-in-again": 401,
  "proof-needed": 403,
  "authenticator-sealed": 409,
  "passkey-refused": 400,
  "passkey-impossible": 409,
  "passkey-cancelled": 409,
  "passkey-known": 409,
  "passkey-unable": 409,
  "too-many-passkeys": 409,
  "outside-refused": 400,
  "outside-unreachable": 503,
  "outside-taken": 409,
  "outside-unproven": 403,
  "last-way-in": 409,
  "sign-up-closed": 403,
  "email-taken": 409,
  "invite-invalid": 400,
  "reset-invalid": 400,
  "reset-elsewhere": 403,
  "last-owner": 409,
  unavailable: 503,
  unexpected: 500,
} as const satisfies Record<string, number>;

export type AppErrorCode = keyof typeof STATUSES;

export const APP_ERROR_CODES = Object.keys(STATUSES) as AppErrorCode[];

export const httpStatusOf = (code: AppErrorCode): number => STATUSES[code];

/** Message key (under `fields`) per field of the form that was refused, with the values its sentence needs. */
export type FieldErrors = Record<string, { code: string; values?: Record<string, string | number> }>;

/** What stands against one of several that were asked for together. */
export interface ItemRefusal {
  code: AppErrorCode;
  fields?: FieldErrors;
}

/** A refusal that is expected: the door turns it into an answer; anything else that is thrown is a bug. */
export class AppError extends Error {
  readonly code: AppErrorCode;
  readonly fields: FieldErrors | undefined;
  readonly values: Record<string, string | number> | undefined;
  /** Where several were asked for together: what stands against each of them, in order; null for one that is right. */
  readonly items: readonly (ItemRefusal | null)[] | undefined;

  constructor(
    code: AppErrorCode,
    options: { fields?: FieldErrors; values?: Record<string, string | number>; items?: AppError["items"]; cause?: unknown } = {},
  ) {
    super(code, { cause: options.cause });
    this.name = "AppError";
    this.code = code;
    this.fields = options.fields;
    this.values = options.values;
    this.items = options.items;
  }
}
