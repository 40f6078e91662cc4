import path from "node:path";
import { DEFAULT_KEEP } from "@/lib/backup/keep-newest";
import { makeBackup } from "@/lib/backup/make-backup";
import { formatBytes } from "@/lib/i18n/format";
import { getStorage } from "@/lib/platform/storage/storage";
import { readArguments } from "../terminal/arguments";
import { reachDatabase } from "../launch/database";
import { failures } from "../terminal/failures";
import { complain, paints, progress, say } from "../terminal/output";
import { runCommand } from "../terminal/run-command";
import { enterStudio, readSettings } from "../launch/settings";

const USAGE = `npm run backup                       into the folder beside the data folder, with "-backups" behind its name
npm run backup -- <folder>           into another one, best on another disk
npm run backup -- <folder> --keep 30 keeps the newest 30 there instead of ${DEFAULT_KEEP}`;

/**
 * `npm run backup`: the whole studio into one folder, while it runs or while it does not.
 * Ends with 1 when the backup is complete but some files were missing or damaged already, so that a nightly job tells.
 */
await runCommand(async (args) => {
  const given = readArguments(args, { options: ["keep"], flags: [], usage: USAGE });
  const keep = Number(given.options.keep ?? DEFAULT_KEEP);
  if (!Number.isInteger(keep) || keep < 1) throw failures.usage(USAGE);
  const settings = readSettings();
  const { env } = settings;
  const folder = path.resolve(given.word ?? `${env.dataDir}-backups`);

  const database = await reachDatabase(settings);
  enterStudio(settings, database.url);
  try {
    const report = await makeBackup({
      databaseUrl: database.url,
      storage: getStorage(),
      folder,
      keep,
      authSecret: env.authSecret,
      studioVersion: env.version,
      onProgress: progress("Copying files"),
    });
    const { tables, files, missing } = report.manifest;
    const rows = tables.reduce((sum, table) => sum + table.rows, 0);
    const bytes = files.reduce((sum, file) => sum + file.sizeBytes, 0);
    say(`\n${paints.green("Backed up")} into ${paints.bold(report.folder)}`);
    say(`  ${rows} rows in ${tables.length} tables, as they were at ${report.manifest.madeAt}`);
    say(`  ${files.length} files, ${formatBytes("en", bytes)}; ${report.linked} of them shared with the backup before`);
    if (report.removed.length > 0) say(`  removed, because the newest ${keep} are kept: ${report.removed.join(", ")}`);
    say(`\n  The secret that opens the provider key in it lies apart: ${report.keyFile}`);
    say("  Move that to another place: whoever has both can use the key, and without it the key has to be entered again.");
    if (path.parse(folder).root === path.parse(env.dataDir).root && given.word === null)
      say(paints.quiet("  A disk that dies takes a backup on it along: name a folder on another one."));
    const damaged = files.filter((file) => file.expectedSha256 !== null).map((file) => file.key);
    for (const key of missing) complain(paints.red(`  missing: ${key}`));
    for (const key of damaged) complain(paints.red(`  damaged: ${key}`));
    return missing.length + damaged.length > 0 ? 1 : 0;
  } finally {
    await database.stop();
  }
});
