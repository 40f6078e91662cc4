import path from "node:path";
import type { ChildSpec } from "./child-process";
import { emulatorEnvironment, studioEnvironment, withReactServer, type EnvironmentOptions } from "./environment";

export type ProcessName = "web" | "worker" | "emulator";

const NEXT = path.join("node_modules", "next", "dist", "bin", "next");
const TSX = path.join("node_modules", "tsx", "dist", "cli.mjs");

/** 90 s: the worker finishes the call that it has begun, because one cut short may have been paid for. */
const WORKER_STOP_MS = 90_000;

/** How each process is started; in development each reloads when a file that it uses has changed. */
export function processSpec(name: ProcessName, options: EnvironmentOptions): ChildSpec {
  const { settings, mode } = options;
  const isDevelopment = mode === "development";
  switch (name) {
    case "web":
      return {
        name,
        args: [NEXT, isDevelopment ? "dev" : "start", "-p", String(settings.env.port), "-H", settings.env.host],
        env: studioEnvironment(options, "web"),
        // It ends its event streams, lets what is being answered end, and waits for idle connections, which takes 5 s.
        stopTimeoutMs: 10_000,
      };
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
