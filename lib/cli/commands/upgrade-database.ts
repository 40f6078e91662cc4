import { spawnSync } from "node:child_process";
import path from "node:path";
import { copyDatabase } from "@/lib/backup/copy-database";
import { findBinaries, POSTGRES_MAJOR } from "@/lib/platform/embedded-postgres/binaries";
import { upgradeCluster } from "@/lib/platform/embedded-postgres/upgrade";
import { bringOldBinaries } from "../launch/old-binaries";
import { checkSettings } from "../launch/settings";
import { readArguments } from "../terminal/arguments";
import { failures } from "../terminal/failures";
import { paints, say, step } from "../terminal/output";
import { runCommand } from "../terminal/run-command";

const USAGE = `npm run upgrade-database                        bring the embedded database to the Postgres that this version carries
npm run upgrade-database -- --binaries <folder> with the old Postgres of this folder, instead of npm's package of it`;

/**
 * `npm run upgrade-database`: the embedded database from the major version that made it to ours, while the studio is
 * stopped. Called again after it was cut off, it goes on.
 */
await runCommand(async (args) => {
  const { word, options } = readArguments(args, { options: ["binaries"], flags: [], usage: USAGE });
  if (word !== null) throw failures.usage(USAGE);
  const { dataDir, externalDatabaseUrl } = checkSettings();
  if (externalDatabaseUrl !== null) throw failures.ownServer();
  const given = options.binaries === undefined ? null : path.resolve(options.binaries);
  if (given !== null && spawnSync(path.join(given, "bin", "postgres"), ["--version"]).status !== 0) throw failures.notPostgres(given);

  const result = await upgradeCluster(path.join(dataDir, "postgres"), {
    oldBinaries: (major, base, user) => given ?? (major === POSTGRES_MAJOR ? findBinaries(base, user) : bringOldBinaries(major, base)),
    copy: (from, to) =>
      step(
        "Copying and comparing every table",
        () => copyDatabase(from, to),
        ({ tables, rows }) => `Copied ${rows} rows of ${tables} tables, each table the same as before`,
      ),
  });
  switch (result.outcome) {
    case "no-database":
      return say(`There is no database in ${dataDir} yet: npm start makes one.`);
    case "nothing-to-do":
      return say(`Nothing to do: the database is of Postgres ${POSTGRES_MAJOR}, as this version of the studio carries.`);
    case "upgraded": {
      say(`\n${paints.green(`The database is of Postgres ${POSTGRES_MAJOR} now`)}, and the studio can be started.`);
      say(`  What it was before, of Postgres ${result.from}, lies unchanged in ${result.kept}: delete it when you are content.`);
      for (const schema of result.copied?.leftBehind ?? [])
        say(paints.yellow(`  The schema ${schema}, which a restore had set aside, is there only and was not copied.`));
    }
  }
});
