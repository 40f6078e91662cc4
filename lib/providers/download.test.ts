import { createServer, type IncomingMessage, type Server, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";
import { afterEach, describe, expect, test, vi } from "vitest";
import { DownloadError, openResult, type OpenResultOptions } from "./download";
import { playFetch } from "@/lib/testing/recorded-fetch";

const servers: Server[] = [];
afterEach(() => {
  vi.restoreAllMocks();
  for (const server of servers.splice(0)) {
    server.closeAllConnections();
    server.close();
  }
});

async function serve(handler: (request: IncomingMessage, response: ServerResponse) => void): Promise<string> {
  const server = createServer(handler);
  servers.push(server);
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  return `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
}

/** The emulator's arrangement: the API on one port of loopback, its files on another. */
const API = "http://127.0.0.1:4010";
const open = (url: string, more: Partial<OpenResultOptions> = {}) => openResult(url, { trustedOrigins: [API], maxBytes: 10_000, ...more });
const textOf = (stream: ReadableStream<Uint8Array>) => new Response(stream).text();
async function problemOf(promise: Promise<unknown>): Promise<string> {
  const error = await promise.then(
    () => null,
    (reason: unknown) => reason,
  );
  if (!(error instanceof DownloadError)) throw new Error(`expected a download error, got ${String(error)}`);
  // The link is a credential.
  expect(error.message).not.toMatch(/secret|127\.0\.0\.1/u);
  return error.status === null ? error.problem : `${error.problem} ${error.status}`;
}

describe("reading", () => {
  test("streams the file, and tells what is known of it", async () => {
    let headers: IncomingMessage["headers"] = {};
    const url = await serve((request, response) => {
      ({ headers } = request);
      response.writeHead(200, { "content-type": "video/mp4", "content-length": "5", etag: '"abc"' }).end("video");
    });
    const result = await open(`${url}/v.mp4?X-Tos-Signature=secret`);
    expect(result).toMatchObject({ status: 200, contentLength: 5, contentType: "video/mp4", etag: '"abc"', offset: 0 });
    expect(await textOf(result.stream)).toBe("video");
    expect(headers["accept-encoding"]).toBe("identity");
    expect(headers.authorization).toBeUndefined();
  });

  test("without a length it reads to the end", async () => {
    const url = await serve((_request, response) => {
      response.write("vi");
      response.end("deo");
    });
    const result = await open(url);
    expect(result.contentLength).toBeNull();
    expect(await textOf(result.stream)).toBe("video");
  });

  test("resumes where it stopped, and notices when the file had to start over", async () => {
    const url = await serve((request, response) => {
      if (request.headers["if-range"] === '"abc"' && request.headers.range === "bytes=2-") {
        response.writeHead(206, { "content-range": "bytes 2-4/5", "content-length": "3", etag: '"abc"' }).end("deo");
      } else response.writeHead(200, { "content-length": "5", etag: '"new"' }).end("video");
    });
    const resumed = await open(url, { rangeStart: 2, ifRange: '"abc"' });
    expect(resumed).toMatchObject({ status: 206, offset: 2, contentLength: 3 });
    expect(await textOf(resumed.stream)).toBe("deo");
    expect(await open(url, { rangeStart: 2, ifRange: '"old"' })).toMatchObject({ status: 200, offset: 0, contentLength: 5, etag: '"new"' });
  });

  test("a part that was not asked for is refused", async () => {
    const url = await serve(
      (_request, response) => void response.writeHead(206, { "content-range": "bytes 0-4/5", "content-length": "5" }).end("video"),
    );
    expect(await problemOf(open(url, { rangeStart: 2 }))).toBe("rangeMismatch");
    expect(await problemOf(open(url))).toBe("rangeMismatch");
  });

  test.each([403, 404, 416, 500])("%i says so", async (status) => {
    const url = await serve((_request, response) => void response.writeHead(status).end("<Error/>"));
    expect(await problemOf(open(url))).toBe(`httpStatus ${status}`);
  });
});

describe("limits", () => {
  test("too large, announced or not", async () => {
    const url = await serve((request, response) => {
      if (request.url === "/announced") response.setHeader("content-length", "20000");
      response.end("x".repeat(20_000));
    });
    expect(await problemOf(open(`${url}/announced`))).toBe("tooLarge");
    expect(await problemOf(open(`${url}/silent`).then(({ stream }) => textOf(stream)))).toBe("tooLarge");
  });

  test("cut short", async () => {
    const url = await serve(
      (_request, response) => void response.writeHead(200, { "content-length": "100" }).write("half", () => response.destroy()),
    );
    expect(await problemOf(open(url).then(({ stream }) => textOf(stream)))).toBe("truncated");
  });

  test("shorter or longer than announced, by a stand-in that hides it", async () => {
    const stand = (length: string) => playFetch({ body: "video", headers: { "content-length": length } });
    expect(await problemOf(open(API, { fetch: stand("9") }).then(({ stream }) => textOf(stream)))).toBe("truncated");
    expect(await problemOf(open(API, { fetch: stand("3") }).then(({ stream }) => textOf(stream)))).toBe("truncated");
  });

  test("compressed, although that was refused: its size could not be checked", async () => {
    const url = await serve((_request, response) => void response.writeHead(200, { "content-encoding": "gzip" }).end("x"));
    expect(await problemOf(open(url))).toBe("encoded");
  });

  test("silence, and a trickle", async () => {
    const url = await serve((request, response) => {
      response.writeHead(200).write("v");
      if (request.url !== "/trickle") return;
      const timer = setInterval(() => response.write("v"), 20);
      response.on("close", () => clearInterval(timer));
    });
    const slowest = { bytesPerSecond: 1_000, windowMs: 200 };
    expect(await problemOf(open(`${url}/silence`, { slowest }).then(({ stream }) => textOf(stream)))).toBe("tooSlow");
    expect(await problemOf(open(`${url}/trickle`, { slowest }).then(({ stream }) => textOf(stream)))).toBe("tooSlow");
  });

  test("a slow reader is not a slow server", async () => {
    const url = await serve((_request, response) => void response.end("x".repeat(8_000)));
    let now = 0;
    vi.spyOn(performance, "now").mockImplementation(() => now);
    const { stream } = await open(url);
    const reader = stream.getReader();
    let size = 0;
    for (let chunk = await reader.read(); !chunk.done; chunk = await reader.read()) {
      size += chunk.value.length;
      now += 3_600_000;
    }
    expect(size).toBe(8_000);
  });

  test("given up before and while reading", async () => {
    const url = await serve((_request, response) => void response.writeHead(200).write("v"));
    expect(await problemOf(open(url, { signal: AbortSignal.abort() }))).toBe("aborted");
    const abort = new AbortController();
    const { stream } = await open(url, { signal: abort.signal });
    const reader = stream.getReader();
    await reader.read();
    abort.abort();
    expect(await problemOf(reader.read())).toBe("aborted");
  });

  test("nobody listening", async () => {
    expect(await problemOf(open("http://127.0.0.1:9"))).toBe("network");
  });
});

describe("where it may lead", () => {
  const nowhere = { fetch: playFetch({ body: "reached" }) };

  test.each([
    ["an address of ours", "http://127.0.0.2/v.mp4", "forbiddenAddress"],
    ["the metadata service", "http://169.254.169.254/latest/meta-data", "forbiddenAddress"],
    ["a number for an address", "http://2130706434/v.mp4", "forbiddenAddress"],
    ["octal and hex", "http://0x7f.0.0.2/v.mp4", "forbiddenAddress"],
    ["IPv6 loopback", "http://[::1]/v.mp4", "forbiddenAddress"],
    ["a mapped address", "https://[::ffff:127.0.0.1]/v.mp4", "forbiddenAddress"],
    ["even a public address, written as one", "https://8.8.8.8/v.mp4", "forbiddenAddress"],
    ["http to another host", "http://files.example.com/v.mp4", "badUrl"],
    ["another port", "https://files.example.com:8443/v.mp4", "badUrl"],
    ["credentials", "https://user:secret@files.example.com/v.mp4", "badUrl"],
    ["credentials to the trusted host", "http://user:secret@127.0.0.1/v.mp4", "badUrl"],
    ["a file", "file:///etc/passwd", "badUrl"],
    ["data", "data:video/mp4;base64,AAAA", "badUrl"],
    ["no address", "nothing", "badUrl"],
  ])("%s is refused before anything is sent", async (_name, url, problem) => {
    expect(await problemOf(open(url, nowhere))).toBe(problem);
    expect(nowhere.fetch.calls).toHaveLength(0);
  });

  test("the provider's host is trusted on any port, and so is a public https host", async () => {
    const fetch = playFetch({ body: "reached" });
    expect(await textOf((await open("http://127.0.0.1:9999/v.mp4", { fetch })).stream)).toBe("reached");
    expect(await textOf((await open("https://ark-content.tos-cn-beijing.volces.com/v.mp4", { fetch })).stream)).toBe("reached");
  });

  test("a name is refused when any of its addresses is not public", async () => {
    for (const addresses of [["127.0.0.1"], ["8.8.8.8", "10.0.0.1"], ["2606:4700::1", "fd00::1"], []]) {
      const lookup = () => Promise.resolve(addresses.map((address) => ({ address, family: address.includes(":") ? 6 : 4 })));
      expect(await problemOf(open("https://rebind.example.com/v.mp4", { lookup }))).toBe("forbiddenAddress");
    }
  });

  test("a trusted name may be private: a neighbour in the same network", async () => {
    const url = await serve((_request, response) => void response.end("video"));
    const { port } = new URL(url);
    const lookup = () => Promise.resolve([{ address: "127.0.0.1", family: 4 }]);
    const result = await openResult(`http://emulator:${port}/v.mp4`, { trustedOrigins: ["http://emulator:4010"], maxBytes: 1_000, lookup });
    expect(await textOf(result.stream)).toBe("video");
  });

  test("redirects are followed three times, each checked anew", async () => {
    const url = await serve((request, response) => {
      const left = Number(request.url!.slice(1));
      if (left > 0) response.writeHead(302, { location: `/${left - 1}` }).end();
      else response.end("video");
    });
    expect(await textOf((await open(`${url}/3`)).stream)).toBe("video");
    expect(await problemOf(open(`${url}/4`))).toBe("tooManyRedirects");
  });

  test("a redirect to a private place is refused", async () => {
    for (const location of ["http://169.254.169.254/", "http://localhost/", "https://[::1]/", "file:///etc/passwd", "//10.0.0.1/"]) {
      const url = await serve((_request, response) => void response.writeHead(307, { location }).end());
      expect(await problemOf(open(url))).toMatch(/^(?:forbiddenAddress|badUrl)$/u);
    }
  });

  test("a redirect without a place is just a status", async () => {
    const url = await serve((_request, response) => void response.writeHead(302).end());
    expect(await problemOf(open(url))).toBe("httpStatus 302");
  });
});
