/**
 * Stands in for `next/headers` where a test calls an action or a route as a browser would:
 * `vi.mock("next/headers", () => import("@/lib/testing/next-headers"))`, then `browser.cookies` and `browser.headers`.
 */
import { createRequire } from "node:module";

interface Browser {
  cookies: Map<string, string>;
  headers: Headers;
}

export const browser: Browser = { cookies: new Map(), headers: new Headers() };

/** A browser that was never here. */
export function freshBrowser(headers: Record<string, string> = {}): void {
  browser.cookies = new Map();
  browser.headers = new Headers({ host: "localhost:3000", origin: "http://localhost:3000", ...headers });
}

/** What this browser would send as its Cookie header. */
export const cookieHeader = (): string => [...browser.cookies].map(([name, value]) => `${name}=${value}`).join("; ");

interface CookieOptions {
  expires?: Date;
}

export const cookies = () =>
  Promise.resolve({
    get: (name: string) => {
      const value = browser.cookies.get(name);
      return value === undefined ? undefined : { name, value };
    },
    getAll: () => [...browser.cookies].map(([name, value]) => ({ name, value })),
    set: (name: string, value: string, options: CookieOptions = {}) => {
      if (options.expires && options.expires.getTime() <= Date.now()) browser.cookies.delete(name);
      else browser.cookies.set(name, value);
    },
  });

export const headers = () => Promise.resolve(browser.headers);

/** For packages that load `next/headers` by `require`, which `vi.mock` does not reach. */
export function replaceRequiredHeaders(): void {
  Object.assign(createRequire(import.meta.url)("next/headers") as object, { cookies, headers });
}
