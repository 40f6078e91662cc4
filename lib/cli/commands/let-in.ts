import { letIn } from "@/lib/accounts/let-in";
import { disconnectDb } from "@/lib/platform/db/client";
import { paths } from "@/lib/shared/paths";
import { studioAddresses } from "../launch/addresses";
import { openDatabase } from "../launch/database";
import { enterStudio, readSettings } from "../launch/settings";
import { readArguments } from "../terminal/arguments";
import { failures } from "../terminal/failures";
import { paints, say } from "../terminal/output";
import { runCommand } from "../terminal/run-command";

const USAGE = `npm run let-in -- EMAIL   a link with which this person sets a new password, without authenticator and passkey`;

/** `npm run let-in`: the way back for the operator, for whom nobody else can make a link. */
await runCommand(async (args) => {
  const { word: email } = readArguments(args, { options: [], flags: [], usage: USAGE });
  if (email === null) throw failures.usage(USAGE);
  const settings = readSettings();
  const { host, port, publicUrl } = settings.env;
  const database = await openDatabase(settings);
  process.env.LOG_LEVEL = "error";
  enterStudio(settings, database.url);
  try {
    const link = await letIn(email);
    if (!link) throw failures.nobodyWithEmail(email);
    const [address = ""] = studioAddresses(host, port, publicUrl);
    say(`\n${paints.bold(new URL(paths.resetPassword(link.token), address).href)}`);
    say(`Works once, until ${link.expiresAt.toISOString()}. Whoever opens it sets the password of ${email}, and takes authenticator app,`);
    say("recovery codes and passkeys of this account away.");
  } finally {
    await disconnectDb();
    await database.stop();
  }
});
