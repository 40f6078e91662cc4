import { joinInstance } from "@/lib/studio/instance";
import { readArguments } from "../terminal/arguments";
import { openDatabase } from "../launch/database";
import { readSettings } from "../launch/settings";
import { failures } from "../terminal/failures";
import { paints, say } from "../terminal/output";
import { runCommand } from "../terminal/run-command";

const USAGE = `npm run join -- <code>   make this machine one of the studio whose queue page shows the code`;

/** `npm run join`: adds this data folder to a studio that is running elsewhere on the same database and bucket. */
await runCommand(async (args) => {
  const { word } = readArguments(args, { options: [], flags: [], usage: USAGE });
  if (word === null) throw failures.usage(USAGE);
  const settings = readSettings();
  const { env } = settings;
  const database = await openDatabase(settings);
  try {
    const state = await joinInstance(database.url, env.dataDir, env.storage === "s3", word);
    say(
      state === "known"
        ? `${env.dataDir} belongs to this studio already. Start it: npm start`
        : `\n${paints.green("Joined.")} ${env.dataDir} is one of this studio's machines from now on. Start it: npm start`,
    );
  } finally {
    await database.stop();
  }
});
