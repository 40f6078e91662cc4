import { existsSync } from "node:fs";
import { chromium } from "@playwright/test";
import { ROOT } from "@/lib/cli/launch/child-process";
import { failures } from "@/lib/cli/terminal/failures";
import { findBrowser } from "./find-browser";
import { say } from "@/lib/cli/terminal/output";
import { runToEnd } from "@/lib/cli/launch/run";

/** A browser for the tests: one that is there, else Debian's package where we may install it. */
export async function provideBrowser(env: NodeJS.ProcessEnv): Promise<string> {
  const found = findBrowser(() => chromium.executablePath());
  if (found) return found;
  if (process.getuid?.() !== 0) throw failures.noBrowser("this machine has none, and only root may install one");
  if (!existsSync("/usr/bin/apt-get")) throw failures.noBrowser("this machine has none, and no apt-get to install one");

  say("  This machine has no Chromium: installing the distribution's package (once)…");
  const aptEnv = { ...env, DEBIAN_FRONTEND: "noninteractive" };
  const update = await runToEnd("apt-get", ["update"], { cwd: ROOT, env: aptEnv });
  // The machine's own ffmpeg too: the browser tests make many clips, and the one that comes along is slow.
  const packages = ["chromium-headless-shell", "ffmpeg"];
  const install = await runToEnd("apt-get", ["install", "-y", "--no-install-recommends", ...packages], { cwd: ROOT, env: aptEnv });
  const installed = findBrowser(() => chromium.executablePath());
  if (!installed) throw failures.noBrowser(lastLine(install.output) || lastLine(update.output) || "apt-get installed none");
  return installed;
}

const lastLine = (text: string): string => text.trim().split("\n").at(-1) ?? "";
