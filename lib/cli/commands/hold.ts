import { endHold, findHold } from "@/lib/studio/release-hold";
import type { HoldView } from "@/lib/generations/view";
import { disconnectDb } from "@/lib/platform/db/client";
import { AppError } from "@/lib/shared/errors";
import { readArguments } from "../terminal/arguments";
import { openDatabase } from "../launch/database";
import { failures } from "../terminal/failures";
import { paints, say } from "../terminal/output";
import { runCommand } from "../terminal/run-command";
import { enterStudio, readSettings } from "../launch/settings";

const USAGE = `npm run hold                       why nothing is sent
npm run hold -- release            end that, once the provider's list was looked through
npm run hold -- release --anyway   end it now`;

const REASONS: Record<HoldView["reason"], string> = {
  "instance-mismatch": "The database and the data folder belong to different studios: one of them is a copy.",
  restored: "The studio was restored from a backup.",
};

/**
 * `npm run hold` says why nothing is sent; `npm run hold -- release` ends it. What may have been paid for by the
 * original stays uncertain, and each such clip is for a person to decide on its card.
 */
await runCommand(async (args) => {
  const { word, flags } = readArguments(args, { options: [], flags: ["anyway"], usage: USAGE });
  if (word !== null && word !== "release") throw failures.usage(USAGE);
  const settings = readSettings();
  const database = await openDatabase(settings);
  process.env.LOG_LEVEL = "error";
  enterStudio(settings, database.url);
  try {
    const hold = await findHold();
    if (!hold) return say("The studio is not on hold.");
    tell(hold);
    if (word === null) {
      say(`\nIf no other copy of this studio runs any more: npm run hold -- release${hold.checkedAt === null ? " --anyway" : ""}`);
      return;
    }
    await endHold(null, { anyway: flags.has("anyway") }).catch((error: unknown) => {
      throw error instanceof AppError && error.code === "hold-unchecked" ? failures.holdUnchecked() : error;
    });
    say(`\n${paints.green("Released.")} This database and ${settings.env.dataDir} are one studio from now on.`);
  } finally {
    await disconnectDb();
    await database.stop();
  }
});

function tell(hold: HoldView): void {
  say(`\n${paints.bold("On hold")} since ${hold.since}. ${REASONS[hold.reason]}`);
  say("Nothing is sent to the provider, because the original may have sent, and paid for, the same already.");
  say(
    hold.checkedAt === null
      ? "  The provider's list of the last seven days has not been looked through yet: the running studio does that by itself."
      : `  The provider's list of the last seven days was looked through at ${hold.checkedAt}: what it has of ours is linked, and what`,
  );
  if (hold.checkedAt !== null) say("  nobody knows lies in the owner's tray.");
  say(`  ${hold.uncertain} uncertain: looked for at the provider; never sent again by themselves, also after a release`);
  say(`  ${hold.waiting} waiting: sent after a release, unless they were there when the hold began`);
}
