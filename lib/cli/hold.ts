import { openDatabase } from "./database";
import { failures } from "./failures";
import { readHold, releaseHold } from "./instance";
import { paints, say } from "./output";
import { runCommand } from "./run-command";
import { loadEnvFile, readSettings } from "./settings";

const REASONS: Record<string, string> = {
  "instance-mismatch": "The database and the data folder belong to different studios: one of them is a copy.",
  restored: "The database is older than the data folder: it was restored from a backup.",
};

/**
 * `npm run hold` says why nothing is sent; `npm run hold -- release` ends it. What may have been paid for by the
 * original stays uncertain, and each such clip is for a person to decide on its card.
 */
await runCommand(async ([action, ...rest]) => {
  if (rest.length > 0 || (action !== undefined && action !== "release"))
    throw failures.usage("It is npm run hold, or npm run hold -- release.");
  loadEnvFile();
  const { env, ...settings } = readSettings();
  const database = await openDatabase({ env, ...settings });
  try {
    const hold = await readHold(database.url);
    if (!hold) return say("The studio is not on hold.");
    say(`\n${paints.bold("On hold")} since ${hold.since.toISOString()}. ${REASONS[hold.reason] ?? hold.reason}`);
    say("Nothing is sent to the provider, because the original may have sent, and paid for, the same already.");
    say(`  ${hold.uncertain} uncertain: looked for at the provider; never sent again by themselves, also after a release`);
    say(`  ${hold.waiting} waiting: sent after a release`);
    if (action === undefined) {
      say("\nIf no other copy of this studio runs any more: npm run hold -- release");
      return;
    }
    await releaseHold(database.url, env.dataDir);
    say(`\n${paints.green("Released.")} This database and ${env.dataDir} are one studio from now on.`);
  } finally {
    await database.stop();
  }
});
