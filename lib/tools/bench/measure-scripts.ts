import { request } from "node:http";
import type { Browser, BrowserContextOptions } from "@playwright/test";
import { launchBrowser } from "./browser";
import type { Bench } from "./figure";
import { startMinimalApp } from "./minimal-app";

export interface ScriptWeight {
  bytes: number;
  /** The page itself, with all that is written into it. */
  htmlBytes: number;
  /** The heaviest first. */
  files: { name: string; bytes: number }[];
}

/** A page that has asked for no script for so long has what it wants. */
const QUIET_MS = 2_000;

/** Opens a page with an empty cache and weighs every script that it asks for until it is quiet. */
export async function measureScripts(
  browser: Browser,
  url: string,
  storageState?: BrowserContextOptions["storageState"],
): Promise<ScriptWeight> {
  const context = await browser.newContext({
    locale: "en-US",
    viewport: { width: 1440, height: 900 },
    ...(storageState ? { storageState } : {}),
  });
  const page = await context.newPage();
  const scripts = new Set<string>();
  let lastAt = Date.now();
  page.on("request", (asked) => {
    // Preloads count too: they come over the same wire.
    if (asked.resourceType() !== "script" && !new URL(asked.url()).pathname.endsWith(".js")) return;
    scripts.add(asked.url());
    lastAt = Date.now();
  });
  await page.goto(url, { waitUntil: "load" });
  lastAt = Date.now();
  while (Date.now() - lastAt < QUIET_MS) await page.evaluate(() => new Promise(requestAnimationFrame));
  const cookie = (await context.cookies()).map(({ name, value }) => `${name}=${value}`).join("; ");
  await context.close();
  const files = await Promise.all([...scripts].map(async (script) => ({ name: new URL(script).pathname, bytes: await gzipSize(script) })));
  return {
    files: files.sort((left, right) => right.bytes - left.bytes),
    bytes: files.reduce((sum, { bytes }) => sum + bytes, 0),
    htmlBytes: await gzipSize(url, cookie),
  };
}

/** Weighs one of our pages and one of a heading alone, in an app of the same Next. @param weigh opens ours in this browser */
export async function weighBesideMinimalApp(
  say: Parameters<Bench["run"]>[0],
  weigh: (browser: Browser) => Promise<ScriptWeight>,
): Promise<{ ours: ScriptWeight; baseline: ScriptWeight }> {
  say("building the minimal app");
  const minimal = await startMinimalApp();
  const browser = await launchBrowser();
  try {
    const baseline = await measureScripts(browser, minimal.url);
    say("starting the studio");
    const ours = await weigh(browser);
    for (const { name, bytes } of ours.files) say(`${String(bytes).padStart(7)} ${name}`);
    say(`${String(ours.htmlBytes).padStart(7)} the page itself`);
    return { ours, baseline };
  } finally {
    await browser.close();
    await minimal.stop();
  }
}

/** Bytes of the body as the server compresses it. */
const gzipSize = (url: string, cookie = ""): Promise<number> =>
  new Promise((resolve, reject) => {
    const asked = request(url, { headers: { "accept-encoding": "gzip", ...(cookie && { cookie }) } }, (response) => {
      let bytes = 0;
      response.on("data", (chunk: Buffer) => (bytes += chunk.length));
      response.on("end", () =>
        response.statusCode === 200 ? resolve(bytes) : reject(new Error(`${url} answered ${response.statusCode}`)),
      );
    });
    asked.on("error", reject);
    asked.end();
  });
