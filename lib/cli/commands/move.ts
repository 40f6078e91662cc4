import pg from "pg";
import { moveFiles } from "@/lib/files/move-files";
import { formatBytes } from "@/lib/i18n/format";
import { parseEnv } from "@/lib/platform/env";
import { createStorage } from "@/lib/platform/storage/storage";
import { isWorkerAlive } from "@/lib/studio/instance";
import { reachDatabase } from "../launch/database";
import { enterStudio, readSettings } from "../launch/settings";
import { listenForStop } from "../terminal/stop-signal";
import { readArguments } from "../terminal/arguments";
import { failures } from "../terminal/failures";
import { complain, paints, progress, say } from "../terminal/output";
import { runCommand } from "../terminal/run-command";

const USAGE = `npm run move -- --to s3      copy all files from the data folder into the bucket of the S3_ settings
npm run move -- --to local   copy all files from the bucket into the data folder`;

/**
 * `npm run move`: the studio's files into the other kind of storage, while it runs or while it does not. Nothing is removed.
 * Ends with 1 where the copy is not whole yet, so that nobody changes STORAGE too early.
 */
await runCommand(async (args) => {
  const { word, options } = readArguments(args, { options: ["to"], flags: [], usage: USAGE });
  const { to } = options;
  if (word !== null || (to !== "s3" && to !== "local")) throw failures.usage(USAGE);
  const settings = readSettings();
  const { env } = settings;
  if (env.storage === to) throw failures.alreadyThere(to);

  const database = await reachDatabase(settings);
  enterStudio(settings, database.url);
  const client = new pg.Client({ connectionString: database.url, connectionTimeoutMillis: 10_000, application_name: "dailies-move" });
  try {
    const target = createStorage(parseEnv({ ...process.env, STORAGE: to }));
    const { ok, detail } = await target.check();
    if (!ok) throw failures.cannotTake(to, detail ?? "it cannot be written and read");
    await client.connect();
    const signal = listenForStop(() => complain("Cut off. The same command goes on where this one stopped."));
    const moved = await moveFiles(client, { from: createStorage(env), to: target, signal, onProgress: progress("Copying files") });
    say(`\n  ${moved.copied} files copied, ${formatBytes("en", moved.bytes)}; ${moved.known} were there already. Nothing was removed.`);
    for (const key of moved.missing) complain(paints.red(`  missing: ${key}`));
    for (const key of moved.damaged) complain(paints.red(`  damaged: ${key}`));
    if (moved.missing.length + moved.damaged.length > 0) {
      complain("  These cannot be copied: the studio heals what it can by itself within a month, and a backup has the rest.");
      return 1;
    }
    if (await isWorkerAlive(database.url)) {
      say(
        `\n  The studio runs, and what comes from now on is not in the copy. Stop it, and run this once more: ${paints.bold(`npm run move -- --to ${to}`)}`,
      );
      return 1;
    }
    say(`\n${paints.green("All files are there.")} Set ${paints.bold(`STORAGE=${to}`)} (in .env or the environment) and start the studio.`);
    return 0;
  } finally {
    await client.end().catch(() => undefined);
    await database.stop();
  }
});
