export type BackupErrorCode =
  | "not-a-backup" // no manifest: it was never finished, or it is something else
  | "manifest-altered"
  | "format-unknown"
  | "file-altered" // missing, shorter, longer or with other bytes than the manifest says
  | "schema-newer" // made by a newer version of the studio
  | "folder-not-empty"
  | "database-not-empty"
  | "studio-runs"
  | "another-backup-runs"
  | "no-room"
  | "rows-differ"; // what was loaded is not what was dumped

/** A backup or a restore that cannot go on. `subject` names the file, folder, table or number that it is about. */
export class BackupError extends Error {
  readonly code: BackupErrorCode;
  readonly subject: string;

  constructor(code: BackupErrorCode, subject: string, cause?: unknown) {
    super(`${code}: ${subject}`, { cause });
    this.name = "BackupError";
    this.code = code;
    this.subject = subject;
  }
}
