import type { IncomingMessage } from "node:http";
import { describe, expect, it } from "vitest";
import { decideForwarded, writeForwarded } from "./forwarded";

const ask = (headers: Record<string, string>, remoteAddress = "192.0.2.7"): IncomingMessage =>
  ({ headers: { host: "studio.lan:3000", ...headers }, socket: { remoteAddress } }) as unknown as IncomingMessage;

const lies = { "x-forwarded-for": "1.1.1.1", "x-forwarded-host": "evil.example", "x-forwarded-proto": "https" };

describe("where a request came from", () => {
  it("is what the socket says, whatever a client writes", () => {
    expect(decideForwarded(ask(lies), { trustedProxies: 0 })).toEqual({ client: "192.0.2.7", origin: "http://studio.lan:3000" });
  });

  it("is what the outermost of our own proxies says", () => {
    const chain = {
      "x-forwarded-for": "6.6.6.6, 203.0.113.9, 10.0.0.2",
      "x-forwarded-host": "studio.example",
      "x-forwarded-proto": "https",
    };
    expect(decideForwarded(ask(chain), { trustedProxies: 1 })).toEqual({ client: "10.0.0.2", origin: "https://studio.example" });
    expect(decideForwarded(ask(chain), { trustedProxies: 2 })?.client).toBe("203.0.113.9");
  });

  it("falls back to the socket and to Host where the proxy said nothing, or nonsense", () => {
    expect(decideForwarded(ask({ "x-forwarded-for": "unknown" }), { trustedProxies: 1 })).toEqual({
      client: "192.0.2.7",
      origin: "http://studio.lan:3000",
    });
  });

  it("is seen by the browser at PUBLIC_URL, when that is set, behind a proxy that says nothing at all", () => {
    const rule = { trustedProxies: 0, publicUrl: "https://studio.example/" };
    expect(decideForwarded(ask({ host: "webs" }), rule)?.origin).toBe("https://studio.example");
  });

  it("is refused without a host that could be one", () => {
    for (const host of ["", "a b", "evil/", "user@host", "[::"]) expect(decideForwarded(ask({ host }), { trustedProxies: 0 })).toBeNull();
    expect(decideForwarded(ask({ host: "[::1]:3000" }), { trustedProxies: 0 })?.origin).toBe("http://[::1]:3000");
  });

  it("stands in the place of everything that anybody else wrote", () => {
    const request = ask({
      ...lies,
      "x-real-ip": "1.1.1.1",
      forwarded: "for=1.1.1.1",
      "x-dailies-client": "1.1.1.1",
      "x-forwarded-port": "1",
    });
    writeForwarded(request, { client: "192.0.2.7", origin: "https://studio.example" });
    expect(request.headers).toEqual({
      host: "studio.lan:3000",
      "x-dailies-client": "192.0.2.7",
      "x-dailies-origin": "https://studio.example",
      "x-forwarded-for": "192.0.2.7",
      "x-forwarded-host": "studio.example",
      "x-forwarded-proto": "https",
    });
  });
});
