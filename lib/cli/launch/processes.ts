import path from "node:path";
import type { ChildSpec } from "./child-process";
import { emulatorEnvironment, studioEnvironment, withReactServer, type EnvironmentOptions } from "./environment";

export type ProcessName = "web" | "worker" | "emulator";

const TSX = path.join("node_modules", "tsx", "dist", "cli.mjs");

/** 90 s: the worker finishes the call that it has begun, because one cut short may have been paid for. */
const WORKER_STOP_MS = 90_000;

/** How each process is started; in development each reloads when a file that it uses has changed. */
export function processSpec(name: ProcessName, options: EnvironmentOptions): ChildSpec {
  const { settings, mode } = options;
  const isDevelopment = mode === "development";
  switch (name) {
    case "web":
      // It ends its event streams and lets what is being answered end.
      return scriptSpec(name, "lib/server/main.ts", studioEnvironment(options, "web"), 10_000, isDevelopment);
    case "worker":
      return scriptSpec(
        name,
        "lib/worker/main.ts",
        studioEnvironment(options, "worker"),
        isDevelopment ? 10_000 : WORKER_STOP_MS,
        isDevelopment,
      );
    case "emulator":
      return scriptSpec(name, "lib/emulator/main.ts", emulatorEnvironment(settings, mode), 5_000, isDevelopment);
  }
}

function scriptSpec(name: string, file: string, env: NodeJS.ProcessEnv, stopTimeoutMs: number, isDevelopment: boolean): ChildSpec {
  const args = isDevelopment ? [TSX, "watch", "--clear-screen=false", file] : ["--import", "tsx", file];
  return { name, args, env: withReactServer(env), stopTimeoutMs };
}
