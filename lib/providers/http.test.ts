import { createServer, type IncomingMessage, type Server, type ServerResponse } from "node:http";
import { type AddressInfo, createServer as createTcpServer } from "node:net";
import { afterEach, describe, expect, test } from "vitest";
import { createHttp, HttpFailure, type HttpRequest } from "./http";
import { networkError, playFetch } from "@/lib/testing/recorded-fetch";

const servers: { close(): unknown; closeAllConnections?(): void }[] = [];
afterEach(() => {
  for (const server of servers.splice(0)) {
    server.closeAllConnections?.();
    server.close();
  }
});

async function serve(handler: (request: IncomingMessage, response: ServerResponse) => void): Promise<string> {
  const server: Server = createServer(handler);
  servers.push(server);
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  return `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
}

async function serveTcp(onConnection: Parameters<typeof createTcpServer>[1]): Promise<string> {
  const server = createTcpServer(onConnection);
  servers.push(server);
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  return `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
}

const get = (url: string, more: Partial<HttpRequest> = {}): HttpRequest => ({
  method: "GET",
  url,
  timeoutMs: 5_000,
  maxBytes: 1_000,
  ...more,
});
const post = (url: string, more: Partial<HttpRequest> = {}): HttpRequest =>
  get(url, { method: "POST", body: "{}", contentType: "application/json", fresh: true, ...more });
const failureOf = async (promise: Promise<unknown>): Promise<HttpFailure> => {
  const error = await promise.then(
    () => null,
    (reason: unknown) => reason,
  );
  if (!(error instanceof HttpFailure)) throw new Error(`expected a failure, got ${String(error)}`);
  return error;
};

describe("over the network", () => {
  test("sends a name, wants no compression, and sends the key where it belongs", async () => {
    let seen: IncomingMessage["headers"] = {};
    const url = await serve((request, response) => {
      seen = request.headers;
      response.end('{"ok":true}');
    });
    const http = createHttp({ origins: [url] });
    expect(await http.send(post(url, { authorization: "Bearer k" }))).toMatchObject({ status: 200, text: '{"ok":true}' });
    expect(seen).toMatchObject({
      "accept-encoding": "identity",
      authorization: "Bearer k",
      "content-type": "application/json",
      "content-length": "2",
    });
    expect(seen["user-agent"]).toMatch(/^Dailies\//u);
  });

  test("the key goes to no other origin", async () => {
    let calls = 0;
    const url = await serve((_request, response) => {
      calls++;
      response.end();
    });
    const http = createHttp({ origins: ["https://api.powertokens.ai"] });
    await expect(http.send(post(url, { authorization: "Bearer k" }))).rejects.toThrow(/not for/u);
    expect(calls).toBe(0);
  });

  test("redirects are handed over, not followed", async () => {
    const paths: string[] = [];
    const url = await serve((request, response) => {
      paths.push(request.url ?? "");
      response.writeHead(307, { location: "/elsewhere" }).end();
    });
    expect((await createHttp({ origins: [url] }).send(get(`${url}/a`, { authorization: "k" }))).status).toBe(307);
    expect(paths).toEqual(["/a"]);
  });

  test("each create has a connection of its own, reads share one", async () => {
    const ports: (number | undefined)[] = [];
    const url = await serve((request, response) => {
      ports.push(request.socket.remotePort);
      response.end("{}");
    });
    const http = createHttp({ origins: [url] });
    for (let i = 0; i < 20; i++) await http.send(get(url));
    expect(new Set(ports).size).toBeLessThan(20);
    const shared = new Set(ports.splice(0));
    for (let i = 0; i < 3; i++) await http.send(post(url));
    expect(new Set(ports).size).toBe(3);
    expect(ports.filter((port) => shared.has(port))).toEqual([]);
  });

  test("nobody listening: nothing was sent", async () => {
    const url = await serve(() => {});
    const server = servers.pop()!;
    await new Promise((resolve) => (server as Server).close(resolve));
    expect(await failureOf(createHttp({ origins: [url] }).send(post(url)))).toMatchObject({ phase: "notSent", code: "ECONNREFUSED" });
  });

  test("an unknown name: nothing was sent", async () => {
    const url = "http://no-such-host.invalid";
    expect(await failureOf(createHttp({ origins: [url] }).send(post(url)))).toMatchObject({ phase: "notSent" });
  });

  test("a server that speaks no TLS: nothing was sent", async () => {
    const url = (await serve((_request, response) => response.end())).replace("http:", "https:");
    expect(await failureOf(createHttp({ origins: [url] }).send(post(url)))).toMatchObject({ phase: "notSent" });
  });

  test("a connection that dies after the request: it may have arrived", async () => {
    const url = await serveTcp((socket) => socket.once("data", () => socket.destroy()));
    expect(await failureOf(createHttp({ origins: [url] }).send(post(url)))).toMatchObject({ phase: "sent" });
  });

  test("a connection that dies before a byte was read is still no proof", async () => {
    const url = await serveTcp((socket) => socket.destroy());
    expect(await failureOf(createHttp({ origins: [url] }).send(post(url)))).toMatchObject({ phase: "sent" });
  });

  test("no answer in time", async () => {
    const url = await serve(() => {});
    expect(await failureOf(createHttp({ origins: [url] }).send(post(url, { timeoutMs: 50 })))).toMatchObject({
      phase: "sent",
      code: "TIMEOUT",
    });
  });

  test("a body that never ends, and one that is cut short", async () => {
    const url = await serve((request, response) => {
      if (request.url === "/slow") response.writeHead(200).write('{"id":');
      else response.writeHead(200, { "content-length": "100" }).end('{"id":', () => response.destroy());
    });
    const http = createHttp({ origins: [url] });
    expect(await failureOf(http.send(post(`${url}/slow`, { timeoutMs: 100 })))).toMatchObject({ phase: "sent", code: "TIMEOUT" });
    expect(await failureOf(http.send(post(`${url}/cut`)))).toMatchObject({ phase: "sent" });
  });

  test("an answer that is too large is not read to its end", async () => {
    const url = await serve((_request, response) => void response.end("x".repeat(100_000)));
    expect(await failureOf(createHttp({ origins: [url] }).send(post(url, { maxBytes: 1_000 })))).toMatchObject({
      phase: "sent",
      code: "TOO_LARGE",
    });
  });

  test("given up before it began, and while it ran", async () => {
    const abort = new AbortController();
    const url = await serve(() => abort.abort());
    const http = createHttp({ origins: [url] });
    expect(await failureOf(http.send(post(url, { signal: AbortSignal.abort() })))).toMatchObject({ phase: "notSent", code: "ABORTED" });
    expect(await failureOf(http.send(post(url, { signal: abort.signal })))).toMatchObject({ phase: "sent", code: "ABORTED" });
  });

  test("a large upload from a blob arrives whole, with its length", async () => {
    let size = 0;
    let announced: string | undefined;
    const url = await serve((request, response) => {
      announced = request.headers["content-length"];
      request.on("data", (chunk: Buffer) => (size += chunk.length)).on("end", () => response.end("{}"));
    });
    const body = new Blob(["head", new Uint8Array(3_000_000), "tail"]);
    await createHttp({ origins: [url] }).send(post(url, { body }));
    expect([size, announced]).toEqual([3_000_008, "3000008"]);
  });
});

describe("with a stand-in for the network", () => {
  test.each([
    "ENOTFOUND",
    "EAI_AGAIN",
    "ECONNREFUSED",
    "UND_ERR_CONNECT_TIMEOUT",
    "CERT_HAS_EXPIRED",
    "DEPTH_ZERO_SELF_SIGNED_CERT",
    "ERR_TLS_CERT_ALTNAME_INVALID",
  ])("%s proves that nothing was sent", async (code) => {
    const http = createHttp({ origins: ["http://x.test"], fetch: playFetch(networkError(code)) });
    expect(await failureOf(http.send(post("http://x.test")))).toMatchObject({ phase: "notSent", code });
  });

  test.each(["ECONNRESET", "EPIPE", "ETIMEDOUT", "UND_ERR_SOCKET", "EHOSTUNREACH", "WHATEVER"])("%s proves nothing", async (code) => {
    const http = createHttp({ origins: ["http://x.test"], fetch: playFetch(networkError(code)) });
    expect(await failureOf(http.send(post("http://x.test")))).toMatchObject({ phase: "sent", code });
  });

  test("one that does not listen to signals is not waited for", async () => {
    const http = createHttp({ origins: ["http://x.test"], fetch: () => new Promise<Response>(() => {}) });
    expect(await failureOf(http.send(post("http://x.test", { timeoutMs: 20 })))).toMatchObject({ phase: "sent", code: "TIMEOUT" });
  });
});
