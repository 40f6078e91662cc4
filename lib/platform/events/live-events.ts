import "server-only";
import { connectionConfig } from "../db/connection";
import { logger, logError } from "../log";
import { singleton } from "../singleton";
import { changeSchema, type LiveEvent } from "./event";
import { keepListening, type Listener } from "./listener";
import { CHANNEL } from "./publish";

export type LiveListener = (event: LiveEvent) => void;

interface Hub {
  byTeam: Map<string, Set<LiveListener>>;
  connection: Listener;
}

// One listener that throws must not keep the others from hearing.
function tell(listeners: Iterable<LiveListener>, event: LiveEvent): void {
  for (const listener of listeners) {
    try {
      listener(event);
    } catch (error) {
      logError(error, {}, "a listener of live events threw");
    }
  }
}

function parsePayload(payload: string): unknown {
  try {
    return JSON.parse(payload);
  } catch {
    // Not ours: anybody with access to the database can speak on the channel.
    return null;
  }
}

const hub = singleton<Hub>("live-events", () => {
  const byTeam: Hub["byTeam"] = new Map();
  const { connectionString, connectionTimeoutMillis, keepAlive, keepAliveInitialDelayMillis } = connectionConfig("dailies-live");
  const connection = keepListening({
    connection: { connectionString, connectionTimeoutMillis, keepAlive, keepAliveInitialDelayMillis, application_name: "dailies-live" },
    channel: CHANNEL,
    onPayload: (payload) => {
      const change = changeSchema.safeParse(parsePayload(payload));
      if (!change.success) return;
      const { teamId, kind, id } = change.data;
      tell(byTeam.get(teamId) ?? [], { kind, id });
    },
    onConnected: () => {
      for (const listeners of byTeam.values()) tell(listeners, { kind: "resync" });
    },
    onTrouble: (error) => {
      logger.warn({ err: error }, "live events were interrupted");
    },
  });
  return { byTeam, connection };
});

/**
 * Hears of every change of a team, from any process. Says `resync` when listening begins, and again after each
 * interruption, because changes in between were not heard.
 * @returns what ends it; calling that twice does no harm
 */
export function subscribe(teamId: string, listener: LiveListener): () => void {
  const { byTeam } = hub.get();
  const listeners = byTeam.get(teamId) ?? new Set();
  listeners.add(listener);
  byTeam.set(teamId, listeners);
  return () => {
    listeners.delete(listener);
    if (listeners.size === 0 && byTeam.get(teamId) === listeners) byTeam.delete(teamId);
  };
}

/** Ends the connection, at shutdown and after a test; the next subscription opens a new one. */
export async function stopEvents(): Promise<void> {
  await hub.clear()?.connection.close();
}
