/**
 * The web process's own half on a port of its own, asked as a browser asks: what comes back is what was on the wire.
 * With `vi.mock("next/headers", …)` a session that the test began (`startSession`) is sent along.
 */
import { createServer, request as httpRequest } from "node:http";
import type { AddressInfo } from "node:net";
import { afterAll } from "vitest";
import { TIME_LIMITS } from "@/lib/server/time-limits";
import { createServe, type ServeOptions } from "@/lib/server/serve";
import { browser, cookieHeader } from "./next-headers";

export interface Ask {
  method?: string;
  headers?: Record<string, string>;
  body?: Buffer | string;
  /** Answers as soon as status and headers are there, and hangs up: a stream never ends. */
  isHeadEnough?: boolean;
}

export interface WebServer {
  origin: string;
  /** The answer with its headers as they came; `content-length` is there only if it was on the wire. */
  ask(path: string, options?: Ask): Promise<Response>;
}

/** A part of an upload as tus sends it: these bytes, behind so many. */
export const tusPart = (
  web: WebServer,
  assetId: string,
  offset: number,
  body: Buffer,
  headers: Record<string, string> = {},
): Promise<Response> =>
  web.ask(`/api/uploads/${assetId}`, {
    method: "PATCH",
    headers: {
      origin: web.origin,
      "tus-resumable": "1.0.0",
      "upload-offset": String(offset),
      "content-type": "application/offset+octet-stream",
      ...headers,
    },
    body,
  });

/** Starts it for this test file. What is not in the table of routes ends up at `pages`, which stands in for Next. */
export async function startWebServer(options: Partial<ServeOptions> = {}): Promise<WebServer> {
  const pages: ServeOptions["pages"] = (_, response) => Promise.resolve(void response.writeHead(404).end());
  const server = createServer(TIME_LIMITS, createServe({ trustedProxies: 0, isDevelopment: false, pages, ...options }));
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  afterAll(() => {
    server.closeAllConnections();
    server.close();
  });
  const { port } = server.address() as AddressInfo;
  return { origin: `http://127.0.0.1:${port}`, ask: (path, asked = {}) => ask(port, path, asked) };
}

function ask(port: number, path: string, { method = "GET", headers = {}, body, isHeadEnough = false }: Ask): Promise<Response> {
  return new Promise((resolve, reject) => {
    const cookies = browser.cookies.size > 0 ? { cookie: cookieHeader() } : {};
    const request = httpRequest(
      { hostname: "127.0.0.1", port, path, method, headers: { ...cookies, ...headers }, agent: false },
      (answer) => {
        const pieces: Buffer[] = [];
        answer.on("data", (piece: Buffer) => pieces.push(piece));
        answer.on("error", reject);
        const end = (): void => {
          const status = answer.statusCode!;
          const whole = method === "HEAD" || status === 304 || status === 204 ? null : Buffer.concat(pieces);
          const came = Object.entries(answer.headersDistinct).flatMap(([name, values]) =>
            (values ?? []).map((value) => [name, value] as [string, string]),
          );
          resolve(new Response(whole, { status, headers: came }));
        };
        if (isHeadEnough) {
          end();
          request.destroy();
        } else answer.on("end", end);
      },
    );
    request.on("error", reject);
    request.end(body);
  });
}
