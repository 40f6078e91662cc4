import { createServer, request, type Server } from "node:http";
import { setTimeout as wait } from "node:timers/promises";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { endDeadBody } from "./dead-body";
import { TIME_LIMITS } from "./time-limits";

const LOOK_MS = 200;
let server: Server;
let port: number;
beforeAll(async () => {
  server = createServer(TIME_LIMITS, (incoming, response) => {
    endDeadBody(incoming, LOOK_MS);
    let bytes = 0;
    incoming.on("data", (chunk: Buffer) => (bytes += chunk.length));
    incoming.on("end", () => response.end(String(bytes)));
    incoming.on("error", () => undefined);
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  port = (server.address() as { port: number }).port;
});
afterAll(() => void server.close());

/** Sends so many chunks of 2 kB, one in 20 ms. @returns how many bytes arrived, or what became of the connection */
async function send(chunks: number, ends: boolean): Promise<string> {
  const call = request({ port, method: "PUT" });
  const outcome = new Promise<string>((resolve) => {
    call.on("response", (response) => response.on("data", (text: Buffer) => resolve(text.toString())));
    call.on("error", (error: Error & { code?: string }) => resolve(error.code ?? "error"));
  });
  for (let sent = 0; sent < chunks && !call.destroyed; sent++) {
    call.write(Buffer.alloc(2_000));
    await wait(20);
  }
  if (ends) call.end();
  return outcome;
}

describe("a body", () => {
  it("may take as long as it likes while it comes, over many looks", async () => {
    const startedAt = performance.now();
    expect(await send(80, true)).toBe("160000");
    expect(performance.now() - startedAt).toBeGreaterThan(6 * LOOK_MS);
    // Node's own limit is five minutes for the whole of it, however well it comes.
    expect(server.requestTimeout).toBe(0);
  });

  it("is ended when it does not come", async () => {
    expect(await send(3, false)).toBe("ECONNRESET");
  });
});
