import { existsSync, readFileSync } from "node:fs";
import path from "node:path";
import { checkBackup } from "@/lib/backup/check-backup";
import { BackupError } from "@/lib/backup/errors";
import { backupName, listBackups } from "@/lib/backup/keep-newest";
import { findKey } from "@/lib/backup/key-folder";
import { lookAtTarget, moveDatabaseAside } from "@/lib/backup/load-database";
import { MANIFEST_FILE, type Manifest, secretCheckOf } from "@/lib/backup/manifest";
import { restoreBackup, type RestoreReport } from "@/lib/backup/restore-backup";
import { isServerInUse } from "@/lib/platform/embedded-postgres/is-in-use";
import { INSTANCE_FILE } from "@/lib/platform/instance";
import { getStorage } from "@/lib/platform/storage/storage";
import { keepSecret } from "@/lib/platform/keep-secret";
import { readArguments } from "../terminal/arguments";
import { prepareDataFolder } from "../launch/data-folder";
import { reachDatabase } from "../launch/database";
import { explainDatabase, failures } from "../terminal/failures";
import { entriesOf, moveAside } from "../launch/move-aside";
import { complain, paints, progress, say } from "../terminal/output";
import { runCommand } from "../terminal/run-command";
import { checkSettings, enterStudio, readSettings } from "../launch/settings";

const USAGE = `npm run restore -- <backup>                   into an empty data folder and database
npm run restore -- <backup> --replace         what is there is moved aside first; nothing is ever deleted
npm run restore -- <backup> --secret <file>   with the secret that you kept elsewhere`;

/** `npm run restore`: a studio out of a backup, on hold. Ends with 1 when files are missing. */
await runCommand(async (args) => {
  const given = readArguments(args, { options: ["secret"], flags: ["replace"], usage: USAGE });
  if (given.word === null) throw failures.usage(USAGE);
  const folder = path.resolve(given.word);
  const mayReplace = given.flags.has("replace");
  const target = checkSettings();

  await refuseFolderOfBackups(folder);
  const isUsed = await lookAround(target, mayReplace);
  const manifest = await checkBackup(folder, progress("Checking"));
  const secret = findSecret(folder, manifest, given.options.secret ?? null, target.chosenSecret);

  // From here on something is changed, and nothing is deleted.
  const stamp = backupName(new Date()).slice("dailies-".length);
  if (entriesOf(target.dataDir).length > 0) say(`  What the data folder held lies in ${moveAside(target.dataDir, stamp)}`);
  if (target.externalDatabaseUrl !== null && isUsed)
    say(`  What the database held lies in its schema ${await moveDatabaseAside(target.externalDatabaseUrl, stamp)}`);
  prepareDataFolder(target.dataDir);
  if (secret !== null && target.chosenSecret === null) keepSecret(target.dataDir, "auth-secret", () => secret);

  const settings = readSettings();
  const database = await reachDatabase(settings);
  try {
    enterStudio(settings, database.url);
    const report = await restoreBackup({
      folder,
      manifest,
      databaseUrl: database.url,
      storage: getStorage(),
      onProgress: progress("Restoring files"),
    });
    const { instanceId } = manifest;
    if (instanceId !== null) keepSecret(target.dataDir, INSTANCE_FILE, () => instanceId);
    return tell(manifest, report, secret !== null);
  } finally {
    await database.stop();
  }
});

async function refuseFolderOfBackups(folder: string): Promise<void> {
  if (existsSync(path.join(folder, MANIFEST_FILE))) return;
  const newest = (await listBackups(folder)).at(-1);
  if (newest !== undefined) throw failures.usage(`${folder} holds several backups: name one, the newest is ${path.join(folder, newest)}`);
}

/** @returns null when it is nowhere; the data comes back all the same, and the provider key is entered again */
function findSecret(folder: string, { secretCheck }: Manifest, file: string | null, chosen: string | null): string | null {
  const isRight = (secret: string): boolean => secretCheckOf(secret) === secretCheck;
  if (file !== null) {
    const secret = existsSync(file) ? readFileSync(file, "utf8").trim() : "";
    if (!isRight(secret)) throw failures.wrongSecret(file);
    return secret;
  }
  if (chosen !== null) return isRight(chosen) ? chosen : null;
  const found = findKey(folder, secretCheck);
  return found !== null && isRight(found) ? found : null;
}

/** @returns whether an external database has something in it. @throws BackupError when the target is not free */
async function lookAround(target: ReturnType<typeof checkSettings>, mayReplace: boolean): Promise<boolean> {
  if (isServerInUse(path.join(target.dataDir, "postgres"))) throw new BackupError("studio-runs", target.dataDir);
  if (entriesOf(target.dataDir).length > 0 && !mayReplace) throw new BackupError("folder-not-empty", target.dataDir);
  const url = target.externalDatabaseUrl;
  if (url === null) return false;
  const state = await lookAtTarget(url).catch((error: unknown) => {
    throw explainDatabase(error, url);
  });
  if (state === "in-use") throw new BackupError("studio-runs", "DATABASE_URL");
  if (state === "used" && !mayReplace) throw new BackupError("database-not-empty", "DATABASE_URL");
  return state === "used";
}

function tell(manifest: Manifest, { rows, files, missing }: RestoreReport, hasSecret: boolean): number {
  const count = (table: string): number => rows[table] ?? 0;
  say(`\n${paints.green("Restored")} the studio as it was at ${manifest.madeAt}`);
  say(`  ${Object.values(rows).reduce((sum, each) => sum + each, 0)} rows: ${count("generations")} generations, ${count("files")} files,`);
  say(`  ${count("assets")} uploads, ${count("projects")} projects, ${count("users")} people, who sign in again`);
  say(`  ${files} files, each compared with its hash; missing: ${missing.length}`);
  for (const key of missing) complain(paints.red(`  missing: ${key}`));
  say(`\n  It is ${paints.bold("on hold")}: what was waiting then may have been sent, and paid for, since. Start it (npm start), let it`);
  say("  look through the provider's list, and then release it on the queue page or with npm run hold.");
  if (!hasSecret) {
    complain(
      paints.yellow(
        "\n  The secret of that studio was not found (--secret <file>, AUTH_SECRET, or the folder keys beside the backup). If a provider\n" +
          "  key is sealed in the backup, the studio will refuse to start without it, and say what to do.",
      ),
    );
  }
  return missing.length > 0 ? 1 : 0;
}
