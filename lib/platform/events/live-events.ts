import "server-only";
import { db } from "../db/client";
import { connectionConfig } from "../db/connection";
import { logger, logError } from "../log";
import { singleton } from "../singleton";
import { changeSchema, type LiveEvent } from "./event";
import { keepListening, type Listener } from "./listener";
import { CHANNEL } from "./publish";

export type LiveListener = (event: LiveEvent) => void;

interface Hub {
  /** Those who hear whatever is said on the channel. */
  everywhere: Set<(payload: unknown) => void>;
  byTeam: Map<string, Set<LiveListener>>;
  connection: Listener;
}

// One listener that throws must not keep the others from hearing.
function tell<T>(listeners: Iterable<(said: T) => void>, event: T): void {
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
  const everywhere: Hub["everywhere"] = new Set();
  const { connectionString, connectionTimeoutMillis, keepAlive, keepAliveInitialDelayMillis } = connectionConfig("dailies-live");
  const connection = keepListening({
    connection: { connectionString, connectionTimeoutMillis, keepAlive, keepAliveInitialDelayMillis, application_name: "dailies-live" },
    channel: CHANNEL,
    onPayload: (payload) => {
      const said = parsePayload(payload);
      tell(everywhere, said);
      const change = changeSchema.safeParse(said);
      if (!change.success) return;
      const { teamId, kind, id } = change.data;
      tell(byTeam.get(teamId) ?? [], { kind, id });
    },
    onConnected: () => {
      for (const listeners of byTeam.values()) tell<LiveEvent>(listeners, { kind: "resync" });
    },
    onTrouble: (error) => {
      logger.warn({ err: error }, "live events were interrupted");
    },
  });
  return { byTeam, everywhere, connection };
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

/**
 * Hears all that any process says on the channel, whichever team it is about.
 * @returns what ends it
 */
export function hearEverything(listener: (payload: unknown) => void): () => void {
  const { everywhere } = hub.get();
  everywhere.add(listener);
  return () => void everywhere.delete(listener);
}

/** Tells the open pages of this process, and of no other. */
export const tellTeam = (teamId: string, event: LiveEvent): void => tell(hub.get().byTeam.get(teamId) ?? [], event);

/** Says something to all processes that is no change of a row. */
export async function sayToAll(payloads: readonly object[]): Promise<void> {
  const texts = payloads.map((payload) => JSON.stringify(payload));
  await db.$executeRaw`select pg_notify(${CHANNEL}, payload) from unnest(${texts}::text[]) as payload`;
}

/** Ends the connection, at shutdown and after a test; the next subscription opens a new one. */
export async function stopEvents(): Promise<void> {
  await hub.clear()?.connection.close();
}
