import { chromium, defineConfig } from "@playwright/test";
import { findBrowser } from "./lib/tools/test/find-browser";

// Workers read this file again; what the first reading found is handed to them by the environment.
process.env.CHROMIUM_PATH ??= findBrowser(() => chromium.executablePath()) ?? "";

export default defineConfig({
  testDir: "e2e/journeys/specs",
  outputDir: "test-results/browser",
  // Journeys of one file need no company: shared out one by one, both workers are done at the same time.
  fullyParallel: true,
  forbidOnly: true,
  // A machine under load may miss a moment. What passes the second time is named at the end of the run, and is mended.
  retries: 1,
  // Each worker has a browser and a studio of its own. Journeys wait for clips, alarms and each other's words: two left cores idle.
  workers: 3,
  // Each expectation has a time of its own; this one ends what hangs.
  timeout: 300_000,
  expect: { timeout: 20_000 },
  reporter: [["list"]],
  use: {
    locale: "en-US",
    viewport: { width: 1440, height: 900 },
    // What cannot be pressed within this time will not be; the end of a whole journey is far away.
    actionTimeout: 45_000,
    // A trace costs a fifth of the time and is of use for one that is red: run that one again with --trace=on.
    trace: "off",
    screenshot: "only-on-failure",
    video: "off",
    launchOptions: {
      ...(process.env.CHROMIUM_PATH ? { executablePath: process.env.CHROMIUM_PATH } : {}),
      // Chromium's sandbox refuses to run as root.
      args: process.getuid?.() === 0 ? ["--no-sandbox"] : [],
    },
  },
  projects: [{ name: "chromium" }],
});
