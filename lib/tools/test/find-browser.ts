import { spawnSync } from "node:child_process";
import { accessSync, constants, existsSync } from "node:fs";
import path from "node:path";

// Without a window of its own it draws in three quarters of the time.
const NAMES = ["chromium-headless-shell", "chromium", "chromium-browser", "google-chrome", "google-chrome-stable", "chrome"];
const PLACES: Partial<Record<NodeJS.Platform, string[]>> = {
  darwin: ["/Applications/Google Chrome.app/Contents/MacOS/Google Chrome", "/Applications/Chromium.app/Contents/MacOS/Chromium"],
  win32: ["C:\\Program Files\\Google\\Chrome\\Application\\chrome.exe", "C:\\Program Files (x86)\\Google\\Chrome\\Application\\chrome.exe"],
};

/**
 * A Chromium that can be started: the one named by CHROMIUM_PATH, else the machine's, else the one that Playwright has
 * installed before. Null if there is none; nothing is downloaded.
 */
export function findBrowser(playwrightsOwn: () => string, env: NodeJS.ProcessEnv = process.env): string | null {
  const folders = (env.PATH ?? "").split(path.delimiter).filter(Boolean);
  const onPath = NAMES.flatMap((name) => folders.map((folder) => path.join(folder, name)));
  const candidates = [env.CHROMIUM_PATH, ...onPath, ...(PLACES[process.platform] ?? []), ownPath(playwrightsOwn)];
  return candidates.find((file) => file !== undefined && isExecutable(file) && starts(file)) ?? null;
}

// Playwright throws for platforms that it has no browser for.
function ownPath(playwrightsOwn: () => string): string | undefined {
  try {
    return playwrightsOwn();
  } catch {
    return undefined;
  }
}

function isExecutable(file: string): boolean {
  if (!existsSync(file)) return false;
  try {
    accessSync(file, constants.X_OK);
    return true;
  } catch {
    return false;
  }
}

// Some distributions put a script in its place that only says where to get the real one.
function starts(file: string): boolean {
  if (process.platform === "win32" || process.platform === "darwin") return true;
  const result = spawnSync(file, ["--version", "--no-sandbox"], { encoding: "utf8", timeout: 20_000 });
  return result.status === 0 && /chrom/i.test(result.stdout);
}
