import { homeOf } from "@/lib/models/hosts";
import { checkInstance, isOnHold } from "@/lib/studio/instance";
import { readableOnTheWay, studioAddresses } from "../launch/addresses";
import { buildWhenChanged, isBuilt, sourceFingerprint } from "../launch/build";
import { ROOT } from "../launch/child-process";
import { hasUsers } from "../launch/has-users";
import { launchStudio, type Studio } from "../launch/launch";
import { fetchHealth, formatLight, readLights } from "../terminal/lights";
import { refuseForeignSecret, refuseUnsafeDatabase } from "../launch/refuse-unsafe";
import { readArguments } from "../terminal/arguments";
import { readLogLine } from "../terminal/log-lines";
import { complain, formatDuration, paints, say, step } from "../terminal/output";
import { runCommand } from "../terminal/run-command";
import { choosePorts } from "../launch/choose-ports";
import { openInBrowser } from "../launch/open-in-browser";
import { readSettings, type StudioSettings } from "../launch/settings";
import { listenForStop, untilAborted } from "../terminal/stop-signal";
import type { SupervisorEvents } from "../launch/supervisor";

const events: SupervisorEvents = {
  onLine: (name, line, stream) => {
    const { level, text } = readLogLine(line, stream);
    if (level === "error") complain(`${paints.red(`${name}:`)} ${text}`);
    else if (level === "warn") complain(`${paints.yellow(`${name}:`)} ${text}`);
  },
  onDeath: (name, how, delayMs) => complain(`${paints.red(`The ${name} process ${how}`)}; it starts again in ${formatDuration(delayMs)}.`),
};

/** `npm start`: the whole studio, or the part that ROLE names, until Ctrl-C. */
await runCommand(async (args) => {
  const { flags } = readArguments(args, {
    options: [],
    flags: ["open"],
    usage: "npm start             run the studio\nnpm start -- --open   and open it in the browser",
  });
  const startedAt = performance.now();
  const settings = await choosePorts(readSettings());
  const { env } = settings;
  const stopping = listenForStop(() => complain("Cut off. What was under way is taken up again at the next start."));
  say(`${paints.bold("Dailies")} ${env.version}`);

  const studio = await launchStudio({
    settings,
    mode: "production",
    signal: stopping,
    events,
    prepare: async ({ url, where }) => {
      await refuseUnsafeDatabase(url, where, env.databaseDurability === "trusted");
      await refuseForeignSecret(url, env.authSecret);
      await checkInstance(url, env.dataDir, env.storage === "s3");
      if (await isOnHold(url)) {
        complain(
          paints.yellow(
            "  The studio is on hold, because it is a copy or was restored from a backup: nothing is sent. `npm run hold` says more.",
          ),
        );
      }
      if (env.role !== "worker" && !isBuilt(ROOT, sourceFingerprint(ROOT))) {
        await step(
          "Building the pages (about half a minute)",
          () => buildWhenChanged(stopping),
          () => "Built the pages",
        );
      }
    },
  });
  const address = await report(studio, settings);
  if (flags.has("open") && address !== null) await openInBrowser(address);
  say(
    paints.quiet(
      `\n  Ready after ${formatDuration(performance.now() - startedAt)}. Logs are in ${env.dataDir}/logs. Ctrl-C stops the studio.`,
    ),
  );

  await untilAborted(stopping);
  say("\nStopping…");
  await studio.stop((name) => {
    if (name === "worker") say(paints.quiet("  The worker finishes what it has begun (up to 90 s; Ctrl-C again cuts it off)"));
  });
  say("Stopped.");
});

/** @returns the first address at which people open it; null for a worker, which has none. */
async function report(studio: Studio, { env, setupCode }: StudioSettings): Promise<string | null> {
  say();
  if (env.role === "worker") {
    say(`  The worker runs (database: ${studio.database.where}).`);
    return null;
  }
  const health = await fetchHealth(studio.localUrl, 10_000);
  const facts = {
    database: studio.database.where,
    dataDir: env.storage === "s3" ? `bucket ${env.s3Bucket}` : env.dataDir,
    providerUrl: homeOf(env).baseUrl,
  };
  for (const light of readLights(health, facts)) say(formatLight(light));

  const [first = "", ...others] = studioAddresses(env.host, env.port, env.publicUrl);
  const warning = readableOnTheWay([first, ...others]);
  say(`\n  Open ${paints.bold(first)}${others.map((address) => paints.quiet(` or ${address}`)).join("")}`);
  if (warning) complain(paints.yellow(`  ${warning}`));
  if (!(await hasUsers(studio.database.url))) {
    say(`  Nobody has signed up yet. The setup code for the owner's account: ${paints.bold(setupCode)}`);
  }
  return first;
}
