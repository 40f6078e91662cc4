import { chromium, type Browser } from "@playwright/test";
import { provideBrowser } from "../test/provide-browser";

/** The same browser as the tests use. */
export const launchBrowser = async (): Promise<Browser> =>
  chromium.launch({
    executablePath: await provideBrowser(process.env),
    // Chromium's sandbox refuses to run as root.
    args: process.getuid?.() === 0 ? ["--no-sandbox"] : [],
  });
