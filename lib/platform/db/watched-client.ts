import pg from "pg";
import { READ_ONLY } from "./errors";

export interface Watch {
  /** A query that has had no answer for this long has none to come: longer than the server lets a statement run. */
  silenceMs: number;
  /** How often it is looked at; a second unless told. */
  everyMs?: number;
}

interface Watched {
  client: pg.Client & { readyForQuery: boolean; connection: pg.Connection };
  /** The silence that began with the query that is being answered; null while there is none. */
  askedAt: number | null;
  lastAnswerAt: number;
}

/**
 * A pg client that gives its line up when it stays silent. A line can be dead without having broken (a cable, a
 * router that forgot it, a host that is gone), and then nothing ends the wait: the driver waits for ever, and the
 * system's own probes take a quarter of an hour. One dead line is seldom alone, so that idle ones which are no
 * fresher go with it, instead of each being found out by somebody who waits.
 *
 * A line to a server that only reads is given up as well, as soon as its transaction is over: after a failover the next
 * one leads to the server that writes, and this one never would.
 *
 * For a pool's `Client` option.
 */
export function watchedClient({ silenceMs, everyMs = 1_000 }: Watch): typeof pg.Client {
  const lines = new Set<Watched>();

  const giveUp = (line: Watched): void => {
    lines.delete(line);
    line.client.connection.stream.destroy(new Error("Connection terminated: the line to the database went silent."));
  };
  const look = (line: Watched): void => {
    const now = performance.now();
    if (line.client.readyForQuery) line.askedAt = null;
    else line.askedAt ??= now;
    if (line.askedAt === null || now - line.askedAt < silenceMs) return;
    const { askedAt } = line;
    giveUp(line);
    for (const other of lines) if (other.client.readyForQuery && other.lastAnswerAt < askedAt) giveUp(other);
  };

  return class WatchedClient extends pg.Client {
    constructor(config?: string | pg.ClientConfig) {
      super(config);
      // Whoever waits hears of a broken line by their query; without a listener it would end the process as well.
      this.on("error", () => undefined);
      const client = this as unknown as Watched["client"];
      const line: Watched = { client, askedAt: null, lastAnswerAt: performance.now() };
      let isReadOnly = false;
      client.connection.on("errorMessage", ({ code }: { code?: string }) => (isReadOnly ||= code === READ_ONLY));
      client.connection.on("readyForQuery", ({ status }: { status?: string }) => {
        line.askedAt = null;
        // Whoever asked has been told by now; `I`: no transaction is open.
        if (isReadOnly && status === "I") void this.end().catch(() => undefined);
        line.lastAnswerAt = performance.now();
        if (lines.has(line)) return;
        // From the first time on that the server is ready; how long that may take is the pool's own limit.
        lines.add(line);
        const timer = setInterval(() => look(line), everyMs);
        timer.unref();
        this.once("end", () => {
          clearInterval(timer);
          lines.delete(line);
        });
      });
    }
  };
}
