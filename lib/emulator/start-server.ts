import { createEmulator } from "./create-emulator";
import type { Emulator, EmulatorOptions } from "./emulator";
import { type RunningServer, serve } from "./http-server";

export interface EmulatorServer {
  emulator: Emulator;
  /** e.g. http://127.0.0.1:4010 */
  apiOrigin: string;
  /** Another port, so another origin, as object storage is. */
  filesOrigin: string;
  close(): Promise<void>;
}

/** How often states move on by themselves, so that clips are made and callbacks sent though nobody asks. */
const TICK_MS = 250;
const SWEEP_MS = 3_600_000;

/**
 * The emulator on two ports. `publicFilesOrigin` is what links carry where clients reach the file host by another
 * name than the one it listens on. The file host keeps its port in `dataDir` over restarts, so that links handed out
 * before still work; when that port is taken it gets another, and a new look at a task gives a link that works.
 */
export async function startEmulatorServer(
  options: EmulatorOptions & { port?: number; filesPort?: number; host?: string; publicFilesOrigin?: string },
): Promise<EmulatorServer> {
  const { port = 0, filesPort, host = "127.0.0.1", publicFilesOrigin, ...rest } = options;
  const emulator = createEmulator({ renderAhead: true, loopbackOnly: /^(?:127\.|localhost$|::1$)/.test(host), ...rest });
  let files: RunningServer | undefined;
  let api: RunningServer | undefined;
  try {
    files = await serveFiles(emulator, host, [filesPort, emulator.rememberedFilesPort() ?? undefined, port === 0 ? 0 : port + 1, 0]);
    api = await serve((request) => emulator.handle(request), { port, host });
  } catch (error) {
    await files?.close();
    await emulator.close();
    throw error;
  }
  const filesOrigin = publicFilesOrigin ?? files.origin;
  emulator.setOrigins({ apiOrigin: api.origin, filesOrigin, filesPort: files.port });
  const timer = setInterval(() => emulator.tick(), TICK_MS);
  const sweeper = setInterval(() => emulator.sweep(), SWEEP_MS);
  emulator.sweep();
  emulator.tick();
  return {
    emulator,
    apiOrigin: api.origin,
    filesOrigin,
    async close() {
      clearInterval(timer);
      clearInterval(sweeper);
      await Promise.all([api.close(), files.close()]);
      await emulator.close();
    },
  };
}

async function serveFiles(emulator: Emulator, host: string, ports: readonly (number | undefined)[]): Promise<RunningServer> {
  const wanted = ports.filter((port) => port !== undefined);
  // One that was asked for by name is taken or refused; the others are only preferences.
  if (ports[0] !== undefined) return serve((request) => emulator.files.fetch(request), { port: ports[0], host });
  for (const port of wanted) {
    try {
      return await serve((request) => emulator.files.fetch(request), { port, host });
    } catch (error) {
      if (!(error instanceof Error && "code" in error && error.code === "EADDRINUSE")) throw error;
    }
  }
  throw new Error("no port is free for the file host");
}
