import { afterEach, describe, expect, it } from "vitest";
import { forgetEnv } from "@/lib/platform/env";
import { assertOwnOrigin } from "./own-origin";

process.env.DATABASE_URL ??= "postgresql://nobody@127.0.0.1/none";
process.env.AUTH_SECRET ??= "a-secret-for-tests-and-nothing-else";

const isTaken = (headers: Record<string, string>, method = "POST"): boolean => {
  try {
    assertOwnOrigin(new Headers(headers), method);
    return true;
  } catch {
    return false;
  }
};

afterEach(() => {
  delete process.env.PUBLIC_URL;
  forgetEnv();
});

describe("a write", () => {
  const host = "studio.example:3000";

  it("is taken from a page of the same scheme, host and port", () => {
    expect(isTaken({ host, origin: "http://studio.example:3000" })).toBe(true);
    expect(isTaken({ host: "studio.example", "x-dailies-origin": "https://studio.example", origin: "https://studio.example" })).toBe(true);
  });

  it.each([
    undefined,
    "null",
    "file://",
    "https://studio.example:3000",
    "http://studio.example",
    "http://studio.example:3001",
    "http://studio.example.evil:3000",
    "http://evil.example:3000",
    "http://studio.example:3000/",
  ])("is refused from %s", (origin) => {
    expect(isTaken({ host, ...(origin && { origin }) })).toBe(false);
    expect(isTaken({ host, ...(origin && { origin }) }, "PUT")).toBe(false);
  });

  it("believes no forwarded host that a client wrote", () => {
    for (const forged of ["evil.example", "null"])
      expect(isTaken({ host, origin: forged === "null" ? forged : `http://${forged}`, "x-forwarded-host": forged })).toBe(false);
  });

  it("comes from PUBLIC_URL and nowhere else, where that is set", () => {
    process.env.PUBLIC_URL = "https://studio.example";
    forgetEnv();
    expect(isTaken({ host: "127.0.0.1:3000", origin: "https://studio.example" })).toBe(true);
    for (const origin of ["http://studio.example", "https://studio.example:8443", "http://127.0.0.1:3000"])
      expect(isTaken({ host: "127.0.0.1:3000", "x-dailies-origin": origin, origin })).toBe(false);
  });
});

describe("a read", () => {
  it("may be a link of another site, but not a part of its page", () => {
    expect(isTaken({}, "GET")).toBe(true);
    expect(isTaken({ "sec-fetch-site": "cross-site", "sec-fetch-mode": "navigate" }, "GET")).toBe(true);
    expect(isTaken({ "sec-fetch-site": "cross-site", "sec-fetch-mode": "no-cors" }, "HEAD")).toBe(false);
  });
});
