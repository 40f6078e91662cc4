import { chmodSync, mkdirSync } from "node:fs";
import path from "node:path";
import { z } from "zod";
import { REAL_TIME_TIMINGS, switchesPatchSchema } from "./settings";
import { startEmulatorServer } from "./start-server";

const number = z.coerce.number().int().min(0);
const settingsSchema = z.object({
  EMULATOR_PORT: number.max(65_535).default(4010),
  /** Unset: the port it had before, else the next one, else any. */
  EMULATOR_FILES_PORT: number.max(65_535).optional(),
  EMULATOR_HOST: z.string().default("127.0.0.1"),
  /** What links begin with, where clients know the file host by another name: in a container, behind a proxy. */
  EMULATOR_FILES_ORIGIN: z.url().optional(),
  EMULATOR_STATE_DIR: z.string().optional(),
  DATA_DIR: z.string().default("./data"),
  EMULATOR_QUEUED_MS: number.default(3_000),
  /** Short, so that a newcomer sees a result soon. */
  EMULATOR_RUNNING_MS: number.default(8_000),
  EMULATOR_ASSET_MS: number.default(2_000),
  /** "real": as long as the service takes, one to four minutes. */
  EMULATOR_PROFILE: z.enum(["demo", "real"]).default("demo"),
  /** The studio's own, which also opens the way in for operators. */
  EMULATOR_KEY: z.string().optional(),
  /** Others that are taken, comma-separated; unset: every key that is not empty where it plays the open service, else none. */
  EMULATOR_API_KEY: z.string().optional(),
  EMULATOR_SEED: number.optional(),
  EMULATOR_RENDER: z.enum(["full", "quick"]).default("full"),
  /** "on": answers web pages (CORS), fetches media from the web and delivers callbacks, as the service does. */
  EMULATOR_OPEN: z.enum(["on", "off"]).default("off"),
  /** Fidelity switches as a JSON object. */
  EMULATOR_SWITCHES: z.string().default("{}"),
});

/** The emulator as a program of its own: announces both origins in one line each, and ends on a signal. */
async function main(): Promise<void> {
  const given = Object.fromEntries(Object.entries(process.env).filter(([, value]) => value !== undefined && value !== ""));
  const parsed = settingsSchema.safeParse(given);
  if (!parsed.success) {
    for (const issue of parsed.error.issues) process.stderr.write(`emulator: ${issue.path.join(".")}: ${issue.message}\n`);
    process.exitCode = 2;
    return;
  }
  const settings = parsed.data;
  const dataDir = path.resolve(settings.EMULATOR_STATE_DIR ?? path.join(settings.DATA_DIR, "emulator"));
  mkdirSync(dataDir, { recursive: true, mode: 0o700 });
  // It may be there already, from before it was closed to other users of the machine.
  chmodSync(dataDir, 0o700);
  const keys = (settings.EMULATOR_API_KEY ?? "")
    .split(",")
    .map((key) => key.trim())
    .filter((key) => key !== "");
  const isOpen = settings.EMULATOR_OPEN === "on";
  const server = await startEmulatorServer({
    port: settings.EMULATOR_PORT,
    host: settings.EMULATOR_HOST,
    dataDir,
    timings:
      settings.EMULATOR_PROFILE === "real"
        ? REAL_TIME_TIMINGS
        : { queuedMs: settings.EMULATOR_QUEUED_MS, runningMs: settings.EMULATOR_RUNNING_MS, assetMs: settings.EMULATOR_ASSET_MS },
    switches: { cors: isOpen, ...switchesFrom(settings.EMULATOR_SWITCHES) },
    ...(isOpen ? {} : { outgoingFetch: nothingLeaves }),
    renderEffort: settings.EMULATOR_RENDER,
    ...(settings.EMULATOR_FILES_PORT === undefined ? {} : { filesPort: settings.EMULATOR_FILES_PORT }),
    ...(settings.EMULATOR_FILES_ORIGIN === undefined ? {} : { publicFilesOrigin: new URL(settings.EMULATOR_FILES_ORIGIN).origin }),
    ...(settings.EMULATOR_KEY === undefined ? {} : { ownKey: settings.EMULATOR_KEY }),
    ...(keys.length > 0 || (settings.EMULATOR_KEY !== undefined && !isOpen) ? { apiKeys: keys } : {}),
    ...(settings.EMULATOR_SEED === undefined ? {} : { seed: settings.EMULATOR_SEED }),
  });
  process.stdout.write(`emulator: API at ${server.apiOrigin}, admin at ${server.apiOrigin}/emulator/state\n`);
  process.stdout.write(`emulator: files at ${server.filesOrigin}, kept in ${dataDir}\n`);

  let isStopping = false;
  for (const signal of ["SIGINT", "SIGTERM"] as const) {
    process.on(signal, () => {
      if (isStopping) return;
      isStopping = true;
      server.close().then(
        () => process.exit(0),
        () => process.exit(1),
      );
    });
  }
}

/** A stand-in that anybody on this machine can reach must not ask the machine's network for them. */
const nothingLeaves: typeof fetch = () => Promise.reject(new Error("outgoing calls are off; EMULATOR_OPEN=on turns them on"));

/** Only what is named in the JSON counts; the schema's defaults must not undo anything. */
function switchesFrom(text: string) {
  const sent = z.record(z.string(), z.unknown()).parse(JSON.parse(text));
  const given = switchesPatchSchema.parse(sent);
  return Object.fromEntries(Object.entries(given).filter(([name]) => name in sent));
}

main().catch((error: unknown) => {
  const isTaken = error instanceof Error && "code" in error && error.code === "EADDRINUSE";
  process.stderr.write(
    `emulator: ${isTaken ? "the port is taken; choose another with EMULATOR_PORT" : error instanceof Error ? error.message : String(error)}\n`,
  );
  process.exitCode = 1;
});
