import { once } from "node:events";
import { type AddressInfo, connect, createServer, type Socket } from "node:net";

/** A line to a server that can be cut, or go dead without breaking. */
export interface TcpLine {
  /** The same address, by way of this line. */
  through(url: string): string;
  /** What is connected now carries nothing any more, and nobody is told; what connects later is a good line. */
  freeze(): void;
  /** What is connected now breaks, on the side of whoever called; the server's side stays until it ends by itself. */
  cut(): void;
  close(): void;
}

export async function openTcpLine(target: string): Promise<TcpLine> {
  const { hostname, port } = new URL(target);
  const lines = new Set<{ client: Socket; upstream: Socket; isFrozen: boolean }>();
  const server = createServer((client) => {
    const upstream = connect(Number(port), hostname);
    const line = { client, upstream, isFrozen: false };
    lines.add(line);
    for (const end of [client, upstream]) end.on("error", () => undefined);
    client.on("data", (data) => void (line.isFrozen || upstream.write(data)));
    upstream.on("data", (data) => void (line.isFrozen || client.write(data)));
    client.on("close", () => void (line.isFrozen || upstream.end()));
    upstream.on("close", () => {
      lines.delete(line);
      if (!line.isFrozen) client.destroy();
    });
  });
  server.listen(0, "127.0.0.1");
  await once(server, "listening");
  const own = (server.address() as AddressInfo).port;
  return {
    through(url) {
      const changed = new URL(url);
      changed.hostname = "127.0.0.1";
      changed.port = String(own);
      return changed.href.replace(/\/$/, "");
    },
    freeze() {
      for (const line of lines) line.isFrozen = true;
    },
    cut() {
      for (const line of lines) {
        line.isFrozen = true;
        line.client.resetAndDestroy();
      }
    },
    close() {
      for (const { client, upstream } of lines) for (const end of [client, upstream]) end.destroy();
      server.close();
    },
  };
}
