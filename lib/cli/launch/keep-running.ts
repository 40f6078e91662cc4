import { setTimeout as wait } from "node:timers/promises";
import type { EmbeddedPostgres } from "@/lib/platform/embedded-postgres/start-embedded-postgres";
import { isPortFree } from "@/lib/platform/processes/ports";
import { isPidAlive } from "@/lib/platform/processes/process-identity";

const LOOK_EVERY_MS = 1_000;
/** What a killed server leaves behind notices within seconds that it is alone, and lets go of the port. */
const PORT_PATIENCE_MS = 20_000;

export interface KeptServer {
  /** Stops looking after it, and stops the server as it is now. */
  stop: () => Promise<void>;
}

/**
 * Looks after the embedded server: when it is gone (killed, out of memory, crashed), it is started again on the same
 * port, repairs itself, and everybody's pools find it by themselves.
 */
export function keepRunning(
  first: EmbeddedPostgres,
  start: () => Promise<EmbeddedPostgres>,
  events: { onDeath: () => void; onReturn: () => void },
): KeptServer {
  const stopping = new AbortController();
  let server = first;
  const life = look();

  async function look(): Promise<void> {
    let isTold = false;
    for (;;) {
      await wait(LOOK_EVERY_MS, undefined, { signal: stopping.signal, ref: false }).catch(() => undefined);
      if (stopping.signal.aborted) return;
      if (isPidAlive(server.pid)) continue;
      if (!isTold) events.onDeath();
      isTold = true;
      try {
        // The address stands in every process's environment, so the server has to come back to it.
        for (let waited = 0; waited < PORT_PATIENCE_MS && !(await isPortFree(server.port)); waited += 200) await wait(200);
        server = await start();
        isTold = false;
        events.onReturn();
      } catch {
        // Its children may still hold its memory, or its disk is full: the next look tries again, and health says so.
      }
    }
  }

  return {
    async stop() {
      stopping.abort();
      await life;
      await server.stop();
    },
  };
}
