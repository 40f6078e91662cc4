import { launchStudio } from "../launch/launch";
import { paints, say } from "../terminal/output";
import { runCommand } from "../terminal/run-command";
import { choosePorts } from "../launch/choose-ports";
import { readSettings } from "../launch/settings";
import { listenForStop, untilAborted } from "../terminal/stop-signal";
import { hasUsers } from "../launch/has-users";
import { checkInstance } from "@/lib/studio/instance";

const COLOURS = { web: paints.blue, worker: paints.cyan, emulator: paints.yellow } as const;

/** `npm run dev`: every process, each reloading when its files change, all that they say on one terminal. */
await runCommand(async () => {
  const settings = await choosePorts(readSettings());
  const stopping = listenForStop(() => say("Cut off."));
  const studio = await launchStudio({
    settings,
    mode: "development",
    signal: stopping,
    prepare: async ({ url }) => void (await checkInstance(url, settings.env.dataDir, settings.env.storage === "s3")),
    events: {
      onLine: (name, line) => say(`${(COLOURS[name as keyof typeof COLOURS] ?? paints.quiet)(name.padEnd(8))} ${line}`),
      onDeath: (name, how, delayMs) => say(paints.red(`${name} ${how}; it starts again in ${delayMs / 1000} s`)),
    },
  });
  say(`\n  Open ${paints.bold(`http://localhost:${settings.env.port}`)}`);
  if (!(await hasUsers(studio.database.url))) say(`  Nobody has signed up yet. The setup code: ${paints.bold(settings.setupCode)}`);
  await untilAborted(stopping);
  say("\nStopping…");
  await studio.stop();
});
