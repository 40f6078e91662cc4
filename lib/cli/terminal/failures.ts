import { DatabaseError } from "pg";
import { BackupError } from "@/lib/backup/errors";
import { MigrationError } from "@/lib/platform/db/migrate";
import { EmbeddedPostgresError } from "@/lib/platform/embedded-postgres/errors";
import { SettingsError } from "@/lib/platform/env";
import { InstanceError } from "@/lib/studio/instance";

/** Something that a person can mend. It is printed as it is, without a stack. */
export class CliFailure extends Error {
  constructor(sentence: string, cause?: unknown) {
    super(sentence, { cause });
    this.name = "CliFailure";
  }
}

/** Every sentence that ends a command: what is wrong, and what to do about it. */
export const failures = {
  alreadyRuns: (dataDir: string, port: number) =>
    new CliFailure(`The studio of ${dataDir} runs already, at http://localhost:${port}: stop it first, or choose another DATA_DIR.`),
  portTaken: (port: number, variable: string) =>
    new CliFailure(`Port ${port} is taken by another program: stop it, or choose another port with ${variable}=${port + 1}.`),
  portForbidden: (port: number, variable: string) =>
    new CliFailure(`Port ${port} may only be used by the administrator: choose one above 1023 with ${variable}=3000.`),
  addressUnknown: (host: string) =>
    new CliFailure(`This machine has no address ${host}: set HOST=127.0.0.1, or HOST=0.0.0.0 for all its addresses.`),
  diskFull: (folder: string) => new CliFailure(`The disk with ${folder} is full: free some space, or choose another place with DATA_DIR.`),
  notAFolder: (folder: string) => new CliFailure(`${folder} is a file, not a folder: choose another place with DATA_DIR.`),
  notWritable: (folder: string, cause?: unknown) =>
    new CliFailure(`No permission to write in ${folder}: make it yours (chown), or choose another place with DATA_DIR.`, cause),
  databaseUnreachable: (where: string, why: string) =>
    new CliFailure(
      `The database at ${where} cannot be reached (${why}): start it, mend DATABASE_URL, or unset DATABASE_URL to use the embedded one.`,
    ),
  databaseRefuses: (where: string, why: string) =>
    new CliFailure(`The database at ${where} refuses us (${why}): check the user, the password and the database's name in DATABASE_URL.`),
  secretTooShort: () =>
    new CliFailure("AUTH_SECRET is shorter than 32 characters: use a longer random text, or unset it to have one made and kept."),
  childDied: (name: string, lastWords: string) =>
    new CliFailure(`The ${name} process ended while starting${lastWords ? `:\n${lastWords}` : "."}`),
  notHealthy: (name: string, log: string) => new CliFailure(`The ${name} process did not become ready in time: see ${log}.`),
  buildFailed: (output: string) => new CliFailure(`${output}\nThe build failed: mend what is said above, then run the command again.`),
  noBrowser: (why: string) =>
    new CliFailure(
      `No browser for the tests (${why}): install Chromium, or run "npx playwright install chromium", then run the command again.`,
    ),
  wrongSecret: (file: string) =>
    new CliFailure(`${file} is not the secret of this backup: its name ends with the same letters as secretCheck in the manifest.`),
  unsafeDatabase: (where: string, dangers: readonly string[]) =>
    new CliFailure(
      `The database at ${where} may forget what it has committed (${dangers.join(", ")}), and then a clip is lost or paid for twice: mend its settings, or say DATABASE_DURABILITY=trusted if it keeps data safe in another way.`,
    ),
  foreignSecret: () =>
    new CliFailure(
      "AUTH_SECRET is not the one that sealed the provider key in this database: put the old one back (in .env, or as the file auth-secret in the data folder; npm run backup keeps it in its folder keys). If it is lost, start once with AUTH_SECRET_CHANGED=yes and enter the key again on the provider page.",
    ),
  holdUnchecked: () =>
    new CliFailure(
      "The provider's list has not been looked through since the hold began, so nobody knows what was bought meanwhile. Let the studio run for a few minutes (npm start), or release it all the same: npm run hold -- release --anyway",
    ),
  nobodyWithEmail: (email: string) => new CliFailure(`Nobody has an open account with the e-mail ${email}.`),
  alreadyThere: (to: "s3" | "local") =>
    new CliFailure(`STORAGE is ${to}, so the files are believed to be there already: keep the old STORAGE until the copy is whole.`),
  cannotTake: (to: "s3" | "local", why: string) =>
    new CliFailure(
      `${to === "s3" ? "The bucket" : "The data folder"} does not take files (${why}): mend ${to === "s3" ? "the S3_ settings" : "DATA_DIR"}.`,
    ),
  poolerForServer: (where: string) =>
    new CliFailure(
      `A pooler stands at ${where}, and DATABASE_URL needs the server itself, because LISTEN, locks and the queue need sessions that last: put the server's address into DATABASE_URL and the pooler's into DATABASE_POOL_URL.`,
    ),
  poolWithoutServer: () =>
    new CliFailure(
      "DATABASE_POOL_URL names a pooler, and DATABASE_URL not the server behind it: set both, or neither for the embedded one.",
    ),
  poolElsewhere: () => new CliFailure("DATABASE_POOL_URL leads to another database than DATABASE_URL: both have to reach the same one."),
  poolUnbounded: (statement: string) =>
    new CliFailure(
      `The sessions of the pooler at DATABASE_POOL_URL never end what takes too long: have it begin each with "${statement}" (PgBouncer: connect_query).`,
    ),
  oldPostgresUnknown: (major: string) =>
    new CliFailure(
      `No version of the studio carried Postgres ${major}: name the folder with its bin/postgres, npm run upgrade-database -- --binaries FOLDER.`,
    ),
  oldPostgresMissing: (major: string, name: string, why: string) =>
    new CliFailure(
      `Postgres ${major}, which made the data, cannot be fetched (npm: ${name}; ${why}): nothing was changed. Try again with a network, or name the folder with its bin/postgres: npm run upgrade-database -- --binaries FOLDER.`,
    ),
  notPostgres: (folder: string) =>
    new CliFailure(`There is no bin/postgres in ${folder} that this machine can run: name the folder of an installation.`),
  ownServer: () => new CliFailure("DATABASE_URL names a server of your own: upgrade it as its makers say; the studio takes 14 or newer."),
  usage: (text: string) => new CliFailure(text),
} as const;

const DOCS_OF_EMBEDDED: Record<EmbeddedPostgresError["code"], (error: EmbeddedPostgresError) => string> = {
  "no-binaries": ({ detail }) =>
    `There is no embedded Postgres for ${detail}: set DATABASE_URL to a Postgres server of your own (14 or newer).`,
  "no-unprivileged-user": () =>
    "Postgres refuses to run as root, and this machine has neither a user postgres nor nobody: make one, or run the studio as an ordinary user.",
  "other-major-version": ({ folder, detail }) =>
    `The database in ${folder} was made by Postgres ${detail}, which this version does not carry: bring it over with npm run upgrade-database, or choose an empty DATA_DIR.`,
  "copied-folder": ({ folder, detail }) =>
    `${folder} is a copy of ${detail}, whose database lies outside it: restore a dump into an empty DATA_DIR, or remove the original if it is no longer needed.`,
  "not-writable": ({ folder }) => failures.notWritable(folder).message,
  "disk-full": ({ folder }) => failures.diskFull(folder).message,
  busy: ({ folder }) => `Another process has been starting the database in ${folder} for two minutes: stop it, then run the command again.`,
  "in-use": ({ folder }) =>
    `The database in ${folder} is in use by another command or by the studio itself: stop it, or wait for its end, then run the command again.`,
  "no-room": ({ folder, detail }) =>
    `The disk with ${folder} needs ${detail} free, because the old data stays until the new is verified: free some space. Nothing was changed.`,
  "upgrade-unfinished": ({ folder }) =>
    `The upgrade of the database in ${folder} was cut off right before its end: run npm run upgrade-database once more, which takes a moment.`,
  "did-not-start": ({ folder, detail }) =>
    `The embedded Postgres did not start (${detail || "no reason given"}): see ${folder}/postgres.log.`,
  "did-not-stop": ({ detail }) =>
    `The embedded Postgres (process ${detail}) did not stop in time and was cut off; it repairs itself at the next start.`,
};

const DOCS_OF_MIGRATION: Record<MigrationError["code"], (error: MigrationError) => string> = {
  "failed-earlier": ({ subject }) =>
    `The migration ${subject} failed half-way in the past: mend the database by hand, then mark it with "npx prisma migrate resolve".`,
  "database-is-newer": ({ subject }) =>
    `The database was used by a newer version of the studio (it has ${subject}): run that version, or restore a backup from before.`,
  "statement-failed": (error) =>
    `The migration ${error.subject} could not be applied and was taken back (${error.cause instanceof Error ? error.cause.message : "no reason given"}).`,
  "server-too-old": ({ subject }) => `The database server is Postgres ${subject}: the studio needs 14 or newer.`,
};

const DOCS_OF_BACKUP: Record<BackupError["code"], (error: BackupError) => string> = {
  "not-a-backup": ({ subject }) =>
    `${subject} is not a backup: it has no manifest.json, so it was never finished, or it is something else.`,
  "manifest-altered": ({ subject }) =>
    `${subject} was cut short or changed after it was written: nothing was restored. Take another backup.`,
  "format-unknown": ({ subject }) => `The backup has format ${subject}, which a newer version of the studio reads: update first.`,
  "file-altered": ({ subject }) => `${subject} is missing, or other than when it was backed up: nothing was restored. Take another backup.`,
  "schema-newer": ({ subject }) => `The backup was made by a newer version of the studio (${subject}): update first.`,
  "folder-not-empty": ({ subject }) =>
    `${subject} holds a studio: name an empty folder with DATA_DIR, or move this one aside with --replace.`,
  "database-not-empty": ({ subject }) =>
    `The database of ${subject} is not empty: name an empty one, or move what it holds aside with --replace.`,
  "studio-runs": ({ subject }) => `The studio of ${subject} runs: stop it, then run the command again.`,
  "another-backup-runs": ({ subject }) => `Another backup is being made in ${subject}: let it end, or name another folder.`,
  "no-room": ({ subject }) => `The backup needs ${subject} more than is free there: free some space, or name another folder.`,
  "rows-differ": ({ subject }) => `The database did not take what the backup holds (${subject}): nothing was restored.`,
};

const DOCS_OF_INSTANCE: Record<InstanceError["code"], string> = {
  "other-folder":
    "This database keeps its files in another data folder. With STORAGE=local all machines of a studio share one folder: set DATA_DIR to it, or keep the files in a bucket (STORAGE=s3). If nobody has used that studio yet and its folder is gone, start again in ten minutes.",
  "not-joined":
    "This database belongs to a studio that is running, and this data folder is not one of its machines: open its queue page, choose “Add a machine”, and run npm run join -- with the code here.",
  "wrong-join-code":
    "This is not the studio's join code, or its time is over: open the queue page of the running studio, choose “Add a machine”, and use the code that it shows.",
  "join-local": "With STORAGE=local all machines of a studio share one data folder: set DATA_DIR to it, and there is nothing to join.",
  "join-foreign": "This data folder belongs to another studio: choose an empty one with DATA_DIR.",
};

/** The sentence for an error, or null if it is a bug and deserves its stack. */
export function explain(error: unknown): string | null {
  if (error instanceof CliFailure) return error.message;
  if (error instanceof EmbeddedPostgresError) return DOCS_OF_EMBEDDED[error.code](error);
  if (error instanceof MigrationError) return DOCS_OF_MIGRATION[error.code](error);
  if (error instanceof BackupError) return DOCS_OF_BACKUP[error.code](error);
  if (error instanceof InstanceError) return DOCS_OF_INSTANCE[error.code];
  if (error instanceof SettingsError) return `${error.message}\nMend them in .env or in the environment; .env.example explains each.`;
  const code = error instanceof Error && "code" in error ? error.code : undefined;
  const place = error instanceof Error && "path" in error && typeof error.path === "string" ? error.path : "the data folder";
  if (code === "ENOSPC" || code === "EDQUOT") return failures.diskFull(place).message;
  if (code === "EACCES" || code === "EPERM" || code === "EROFS") return failures.notWritable(place).message;
  return null;
}

/** The sentence for a database of the person's own that does not let us in; passes other errors unchanged. */
export function explainDatabase(error: unknown, url: string): unknown {
  const { hostname, port, pathname } = new URL(url);
  const where = `${hostname}:${port || "5432"}${pathname}`;
  // 28: wrong user or password. 3D000: no such database. 42501: not allowed to make tables.
  if (error instanceof DatabaseError && /^(28|3D000|42501)/.test(error.code ?? "")) return failures.databaseRefuses(where, error.message);
  if (error instanceof DatabaseError && /^(57P|53)/.test(error.code ?? "")) return failures.databaseUnreachable(where, error.message);
  // Several addresses tried and refused arrive as one AggregateError without a message.
  const inner = error instanceof AggregateError ? (error.errors[0] as unknown) : error;
  const code = inner instanceof Error && "code" in inner ? String(inner.code) : "";
  if (/^(ECONNREFUSED|ECONNRESET|ENOTFOUND|EAI_AGAIN|ETIMEDOUT|EHOSTUNREACH|ENETUNREACH)$/.test(code))
    return failures.databaseUnreachable(where, code);
  if (inner instanceof Error && /timeout|terminated unexpectedly|does not support SSL/i.test(inner.message)) {
    return failures.databaseUnreachable(where, inner.message);
  }
  return error;
}
