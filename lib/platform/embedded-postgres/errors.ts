/** What can keep the embedded server from running; the command line words each in one sentence. */
export type EmbeddedPostgresErrorCode =
  | "no-binaries"
  | "no-unprivileged-user"
  | "other-major-version"
  | "copied-folder"
  | "not-writable"
  | "disk-full"
  | "busy"
  | "in-use"
  | "no-room"
  | "upgrade-unfinished"
  | "did-not-start"
  | "did-not-stop";

export class EmbeddedPostgresError extends Error {
  readonly code: EmbeddedPostgresErrorCode;
  readonly folder: string;
  readonly detail: string;

  constructor(code: EmbeddedPostgresErrorCode, folder: string, detail = "", cause?: unknown) {
    super(detail ? `${code}: ${detail}` : code, { cause });
    this.name = "EmbeddedPostgresError";
    this.code = code;
    this.folder = folder;
    this.detail = detail;
  }
}

/** Turns a failed system call on `folder` into the refusal it means; anything else passes unchanged. */
export function asEmbeddedPostgresError(error: unknown, folder: string): unknown {
  if (error instanceof EmbeddedPostgresError || !(error instanceof Error)) return error;
  const systemCode = "code" in error ? error.code : undefined;
  if (systemCode === "ENOSPC" || systemCode === "EDQUOT") return new EmbeddedPostgresError("disk-full", folder, error.message, error);
  if (systemCode === "EACCES" || systemCode === "EPERM" || systemCode === "EROFS") {
    return new EmbeddedPostgresError("not-writable", folder, error.message, error);
  }
  return error;
}
