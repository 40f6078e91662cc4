import { chromium, defineConfig } from "@playwright/test";
import { findBrowser } from "./lib/tools/test/find-browser";

// Workers read this file again; what the first reading found is handed to them by the environment.
process.env.CHROMIUM_PATH ??= findBrowser(() => chromium.executablePath()) ?? "";

export default defineConfig({
  testDir: "e2e/journeys/specs",
  outputDir: "test-results/browser",
  globalSetup: "./e2e/journeys/global-setup.ts",
  fullyParallel: false,
  forbidOnly: true,
  retries: 0,
  // A browser, a web server, a worker and ffmpeg share two cores on the smallest machine.
  workers: 1,
  timeout: 60_000,
  expect: { timeout: 15_000 },
  reporter: [["list"]],
  use: {
    baseURL: process.env.STUDIO_URL ?? "http://127.0.0.1:3000",
    locale: "en-US",
    viewport: { width: 1440, height: 900 },
    trace: "retain-on-failure",
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
