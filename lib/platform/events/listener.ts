import { Socket } from "node:net";
import pg from "pg";

export interface ListenerOptions {
  connection: pg.ClientConfig;
  channel: string;
  onPayload: (payload: string) => void;
  /** Listening has begun, the first time or again: whatever was said before went unheard. */
  onConnected: () => void;
  onTrouble: (error: unknown) => void;
  /** A connection on which nothing comes is tested this often; 10 s unless told. */
  heartbeatMs?: number;
  /** When a test or a new connection takes longer, the connection counts as dead; 5 s unless told. */
  heartbeatTimeoutMs?: number;
  /** The first pause before connecting again, doubling to `backoffMaxMs`; 250 ms and 10 s unless told. */
  backoffMs?: number;
  backoffMaxMs?: number;
}

export interface Listener {
  close(): Promise<void>;
}

/**
 * Keeps one connection listening for as long as the process lives: it connects again when the connection breaks,
 * and notices within heartbeatMs + heartbeatTimeoutMs when it is dead without having broken.
 */
export function keepListening(options: ListenerOptions): Listener {
  const { heartbeatMs = 10_000, heartbeatTimeoutMs = 5_000, backoffMs = 250, backoffMaxMs = 10_000 } = options;
  let closed = false;
  let failures = 0;
  let timer: NodeJS.Timeout | undefined;
  let current: { client: pg.Client; socket: Socket } | null = null;

  const later = (delayMs: number, run: () => void): void => {
    clearTimeout(timer);
    timer = setTimeout(run, delayMs);
    // Listening alone is no reason for a process to stay.
    timer.unref();
  };

  const lose = (client: pg.Client, error: unknown): void => {
    if (current?.client !== client) return;
    // `end()` would wait for an answer that may never come.
    current.socket.destroy();
    current = null;
    if (closed) return;
    options.onTrouble(error);
    const delayMs = Math.min(backoffMaxMs, backoffMs * 2 ** failures) * (0.75 + Math.random() / 2);
    failures++;
    later(delayMs, connect);
  };

  /** Waits for an answer. When none comes in time, the connection counts as dead. */
  const demand = (client: pg.Client, asked: Promise<unknown>, answered: () => void): void => {
    const timeout = setTimeout(() => lose(client, new Error("The connection for live events did not answer.")), heartbeatTimeoutMs);
    timeout.unref();
    asked.then(answered, (error: unknown) => lose(client, error)).finally(() => clearTimeout(timeout));
  };

  const beat = (client: pg.Client): void => later(heartbeatMs, () => demand(client, client.query("select 1"), () => beat(client)));

  const connect = (): void => {
    const socket = new Socket();
    const client = new pg.Client({ ...options.connection, stream: () => socket });
    current = { client, socket };
    client.on("error", (error) => lose(client, error));
    client.on("end", () => lose(client, new Error("The connection for live events was closed.")));
    client.on("notification", (message) => {
      if (message.channel === options.channel) options.onPayload(message.payload ?? "");
    });
    // A connection can also die before it listens.
    const listening = client.connect().then(() => client.query(`listen ${pg.escapeIdentifier(options.channel)}`));
    demand(client, listening, () => {
      if (current?.client !== client) return;
      failures = 0;
      beat(client);
      options.onConnected();
    });
  };

  connect();
  return {
    close: async () => {
      closed = true;
      clearTimeout(timer);
      const present = current;
      current = null;
      if (!present) return;
      // A polite end, but not a long wait for one.
      const force = setTimeout(() => present.socket.destroy(), 500);
      await present.client.end().catch(() => present.socket.destroy());
      clearTimeout(force);
    },
  };
}
