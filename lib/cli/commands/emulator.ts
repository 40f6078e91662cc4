import { emulatorEnvironment } from "../launch/environment";
import { failures } from "../terminal/failures";
import { paints, say } from "../terminal/output";
import { assertPortUsable } from "../launch/port";
import { processSpec } from "../launch/processes";
import { runCommand } from "../terminal/run-command";
import { EMULATOR_KEY_FILE } from "../launch/secrets";
import { readSettings } from "../launch/settings";
import { listenForStop, untilAborted } from "../terminal/stop-signal";
import { EndedWhileStarting, supervise } from "../launch/supervisor";
import { waitForHttp } from "../launch/wait-for-http";
import path from "node:path";

/** `npm run emulator`: the provider's stand-in alone, for other programs to talk to. */
await runCommand(async () => {
  const settings = readSettings();
  const { emulatorPort, dataDir } = settings.env;
  await assertPortUsable(emulatorPort, "127.0.0.1", "EMULATOR_PORT");
  const stopping = listenForStop(() => say("Cut off."));
  const spec = processSpec("emulator", { settings, databaseUrl: "", mode: "production" });
  const emulator = supervise(
    { ...spec, env: { EMULATOR_OPEN: "on", ...emulatorEnvironment(settings, "production") } },
    path.join(dataDir, "logs"),
    {
      onLine: (_, line) => say(line),
      onDeath: (name, how) => say(paints.red(`The ${name} ${how}; it starts again.`)),
    },
  );
  const url = `http://127.0.0.1:${emulatorPort}`;
  try {
    await emulator.untilReady(async (signal) => {
      const response = await waitForHttp(`${url}/`, { timeoutMs: 30_000, signal: AbortSignal.any([signal, stopping]) });
      await response.body?.cancel();
    });
  } catch (error) {
    if (error instanceof EndedWhileStarting) throw failures.childDied("emulator", error.lastWords);
    await emulator.stop();
    stopping.throwIfAborted();
    throw failures.notHealthy("emulator", emulator.logFile);
  }
  say(`The emulator answers at ${paints.bold(url)}; any key will do. Ctrl-C stops it.`);
  say(paints.quiet(`  ${url}/emulator/ is for its operator, with the key in ${path.join(dataDir, EMULATOR_KEY_FILE)}.`));
  await untilAborted(stopping);
  await emulator.stop();
});
