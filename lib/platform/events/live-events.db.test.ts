import { createServer, connect, type Server, type Socket } from "node:net";
import pg from "pg";
import { afterEach, describe, expect, it } from "vitest";
import { databaseUrl, db } from "@/lib/testing/database";
import { withTransaction } from "../db/client";
import type { LiveEvent } from "./event";
import { keepListening, type Listener } from "./listener";
import { subscribe } from "./live-events";
import { publish } from "./publish";

const cleanups: (() => void | Promise<void>)[] = [];
afterEach(async () => {
  for (const cleanup of cleanups.splice(0).reverse()) await cleanup();
});

/** Events as they come, and a way to wait for one. */
function inbox() {
  const events: LiveEvent[] = [];
  let waiting: { matches: (event: LiveEvent) => boolean; resolve: () => void }[] = [];
  return {
    events,
    listener: (event: LiveEvent) => {
      events.push(event);
      waiting = waiting.filter((wait) => !(wait.matches(event) && (wait.resolve(), true)));
    },
    next: (matches: (event: LiveEvent) => boolean) =>
      new Promise<void>((resolve) => {
        waiting.push({ matches, resolve });
      }),
  };
}

const isResync = (event: LiveEvent): boolean => event.kind === "resync";

async function listening(teamId: string) {
  const box = inbox();
  const ready = box.next(isResync);
  cleanups.push(subscribe(teamId, box.listener));
  return { box, ready };
}

describe("live events", { shuffle: false }, () => {
  it("reach the team that they are about, at commit, within a moment", async () => {
    const ours = await listening("ours");
    const theirs = await listening("theirs");
    await ours.ready;
    const heard = ours.box.next((event) => event.kind === "generation");
    let committedAt = 0;
    await withTransaction(async (tx) => {
      await publish(tx, { teamId: "ours", kind: "generation", id: "one" });
      expect(ours.box.events.filter((event) => event.kind === "generation")).toEqual([]);
    });
    committedAt = performance.now();
    await heard;
    expect(performance.now() - committedAt).toBeLessThan(300);
    expect(ours.box.events.at(-1)).toEqual({ kind: "generation", id: "one" });
    expect(theirs.box.events.filter((event) => !isResync(event))).toEqual([]);
  });

  it("are not heard of a transaction that is undone", async () => {
    const { box } = await listening("undone");
    const after = box.next((event) => event.kind === "project");
    await expect(
      withTransaction(async (tx) => {
        await publish(tx, { teamId: "undone", kind: "generation", id: "never" });
        throw new Error("undo");
      }),
    ).rejects.toThrow("undo");
    await publish(db, { teamId: "undone", kind: "project", id: "after" });
    await after;
    expect(box.events.filter((event) => !isResync(event))).toEqual([{ kind: "project", id: "after" }]);
  });

  it("are heard no more after unsubscribing, and a listener that throws spoils nothing", async () => {
    const gone = inbox();
    const unsubscribe = subscribe("shared", gone.listener);
    cleanups.push(
      subscribe("shared", () => {
        throw new Error("broken listener");
      }),
    );
    const { box } = await listening("shared");
    unsubscribe();
    unsubscribe();
    const heard = box.next((event) => event.kind === "asset");
    await db.$executeRaw`select pg_notify('dailies', 'not even JSON')`;
    await publish(db, { teamId: "shared", kind: "asset", id: "x" });
    await heard;
    expect(gone.events.filter((event) => event.kind === "asset")).toEqual([]);
  });

  it("say resync after the connection was cut, and go on", async () => {
    const { box } = await listening("cut");
    await db.$queryRaw`select 1`;
    const again = box.next(isResync);
    await db.$queryRaw`select pg_terminate_backend(pid) from pg_stat_activity where application_name = 'dailies-live' and datname = current_database()`;
    await again;
    const heard = box.next((event) => event.kind === "member");
    await publish(db, { teamId: "cut", kind: "member", id: "after" });
    await heard;
  });
});

/** A line to the database that can go dead without breaking. */
async function deadableLine(): Promise<{ url: string; die: () => void }> {
  const { hostname, port } = new URL(databaseUrl);
  const sockets: Socket[] = [];
  const lines: { alive: boolean }[] = [];
  const server: Server = createServer((socket) => {
    const upstream = connect(Number(port), hostname);
    sockets.push(socket, upstream);
    for (const end of [socket, upstream]) end.on("error", () => undefined);
    // A line that is born after the death of another is a good one.
    const born = { alive: true };
    lines.push(born);
    socket.on("data", (data) => born.alive && upstream.write(data));
    upstream.on("data", (data) => born.alive && socket.write(data));
    socket.on("close", () => upstream.destroy());
    upstream.on("close", () => born.alive && socket.destroy());
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  cleanups.push(() => {
    for (const socket of sockets) socket.destroy();
    server.close();
  });
  const address = server.address();
  const url = new URL(databaseUrl);
  url.port = String(typeof address === "object" ? address?.port : "");
  return {
    url: url.href,
    die: () => {
      for (const line of lines) line.alive = false;
    },
  };
}

describe("the listening connection", () => {
  it("notices a connection that is dead without having broken, and finds a new one", async () => {
    const line = await deadableLine();
    const connected: (() => void)[] = [];
    const nextConnection = () => new Promise<void>((resolve) => connected.push(resolve));
    const trouble: unknown[] = [];
    const payloads: string[] = [];
    const payload = Promise.withResolvers<void>();
    const first = nextConnection();
    const listener: Listener = keepListening({
      connection: { connectionString: line.url },
      channel: "probe",
      onPayload: (text) => {
        payloads.push(text);
        payload.resolve();
      },
      onConnected: () => connected.shift()?.(),
      onTrouble: (error) => trouble.push(error),
      heartbeatMs: 50,
      // Also a new connection has to be there within it, on a busy machine.
      heartbeatTimeoutMs: 1_000,
      backoffMs: 10,
    });
    cleanups.push(() => listener.close());
    await first;
    const second = nextConnection();
    line.die();
    await second;
    expect(trouble.map(String)).toContain("Error: The connection for live events did not answer.");
    // On a busy machine the new line may go silent too, and what is said meanwhile is lost: said again, it is heard.
    const say = () => db.$executeRaw`select pg_notify('probe', 'hello')`;
    const repeated = setInterval(() => void say().catch(() => undefined), 100);
    await payload.promise.finally(() => clearInterval(repeated));
    expect(payloads[0]).toBe("hello");
  });

  it("notices one that is dead before it listens", async () => {
    const lines: Socket[] = [];
    const again = Promise.withResolvers<void>();
    const silent = createServer((socket) => {
      socket.on("error", () => undefined);
      if (lines.push(socket) === 2) again.resolve();
    });
    await new Promise<void>((resolve) => silent.listen(0, "127.0.0.1", resolve));
    const trouble: unknown[] = [];
    const listener = keepListening({
      connection: { host: "127.0.0.1", port: (silent.address() as { port: number }).port, user: "nobody" },
      channel: "probe",
      onPayload: () => undefined,
      onConnected: () => undefined,
      onTrouble: (error) => trouble.push(error),
      heartbeatTimeoutMs: 100,
      backoffMs: 10,
    });
    cleanups.push(async () => {
      await listener.close();
      for (const socket of lines) socket.destroy();
      silent.close();
    });
    await again.promise;
    expect(String(trouble[0])).toBe("Error: The connection for live events did not answer.");
  });

  it("keeps trying while the database is away, ever more slowly", async () => {
    const times: number[] = [];
    const enough = Promise.withResolvers<void>();
    const listener = keepListening({
      // Nothing listens on the port of "tcpmux".
      connection: { connectionString: "postgresql://nobody@127.0.0.1:1/none" },
      channel: "probe",
      onPayload: () => undefined,
      onConnected: () => undefined,
      onTrouble: () => {
        times.push(performance.now());
        if (times.length === 5) enough.resolve();
      },
      backoffMs: 20,
      backoffMaxMs: 160,
    });
    cleanups.push(() => listener.close());
    await enough.promise;
    const pauses = times.slice(1).map((time, index) => time - times[index]!);
    expect(pauses.at(-1)!).toBeGreaterThan(pauses[0]! * 2);
  });

  it("leaves no connection behind when it is closed", async () => {
    const ready = Promise.withResolvers<void>();
    const listener = keepListening({
      connection: { connectionString: databaseUrl, application_name: "to-be-closed" },
      channel: "probe",
      onPayload: () => undefined,
      onConnected: ready.resolve,
      onTrouble: () => undefined,
    });
    await ready.promise;
    await listener.close();
    const client = new pg.Client({ connectionString: databaseUrl });
    await client.connect();
    cleanups.push(() => client.end());
    await expect
      .poll(async () => (await client.query("select 1 from pg_stat_activity where application_name = 'to-be-closed'")).rowCount)
      .toBe(0);
  });
});
