import { Socket } from "node:net";
import pg from "pg";

export interface ListenerOptions {
  connection: pg.ClientConfig;
  channel: string;
  onPayload: (payload: string) => void;
  /** Listening has begun, the first time or again: whatever was said before went unheard. */
  onConnected: () => void;
  onTrouble: (error: unknown) => void;
  /** A silent line is tested this often; 10 s unless told. */
  heartbeatMs?: number;
  /** A test that takes longer counts as a dead line; 5 s unless told. */
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
    // `end()` would wait for an answer on a line that may never carry one.
    current.socket.destroy();
    current = null;
    if (closed) return;
    options.onTrouble(error);
    const delayMs = Math.min(backoffMaxMs, backoffMs * 2 ** failures) * (0.75 + Math.random() / 2);
    failures++;
    later(delayMs, connect);
  };

  const beat = (client: pg.Client): void => {
    later(heartbeatMs, () => {
      const timeout = setTimeout(() => lose(client, new Error("The line of live events went silent.")), heartbeatTimeoutMs);
      timeout.unref();
      client
        .query("select 1")
        .then(
          () => beat(client),
          (error: unknown) => lose(client, error),
        )
        .finally(() => clearTimeout(timeout));
    });
  };

  const connect = (): void => {
    const socket = new Socket();
    const client = new pg.Client({ ...options.connection, stream: () => socket });
    current = { client, socket };
    client.on("error", (error) => lose(client, error));
    client.on("end", () => lose(client, new Error("The line of live events was closed.")));
    client.on("notification", (message) => {
      if (message.channel === options.channel) options.onPayload(message.payload ?? "");
    });
    client
      .connect()
      .then(() => client.query(`listen ${pg.escapeIdentifier(options.channel)}`))
      .then(
        () => {
          if (current?.client !== client) return;
          failures = 0;
          beat(client);
          options.onConnected();
        },
        (error: unknown) => lose(client, error),
      );
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
