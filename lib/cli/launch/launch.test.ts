import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { afterEach, beforeEach, expect, it } from "vitest";
import { launchStudio } from "./launch";
import { readSettings } from "./settings";

let folder: string;
beforeEach(() => void (folder = mkdtempSync(path.join(tmpdir(), "dailies-launch-"))));
afterEach(() => rmSync(folder, { recursive: true }));

it("a studio with files for signing that cannot be read says so before anything is started", async () => {
  const settings = readSettings({
    ...{ DATA_DIR: folder, DATABASE_URL: "postgresql://127.0.0.1:1/nowhere" },
    ...{ C2PA_CERTIFICATE: path.join(folder, "nowhere.pem"), C2PA_KEY: path.join(folder, "nowhere.key") },
  });
  const events = { onLine: () => undefined, onDeath: () => undefined };
  const start = launchStudio({ settings, mode: "production", events, signal: new AbortController().signal });
  await expect(start).rejects.toThrow("C2PA_CERTIFICATE names a file that cannot be read");
});
