import { execFile } from "node:child_process";
import { mkdtempSync, rmSync, statSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { promisify } from "node:util";
import { afterEach, beforeEach, expect, it } from "vitest";

let folder: string;
beforeEach(() => (folder = mkdtempSync(path.join(tmpdir(), "dailies-command-"))));
afterEach(() => rmSync(folder, { recursive: true }));

it("writes nothing that other users of the machine could read, itself and in its processes", async () => {
  const program = `
    import { execFileSync } from "node:child_process";
    import { mkdirSync, writeFileSync } from "node:fs";
    import { runCommand } from "./lib/cli/terminal/run-command.ts";
    process.umask(0o022);
    void runCommand(async ([folder]) => {
      mkdirSync(folder + "/logs");
      writeFileSync(folder + "/logs/web.log", "a prompt");
      execFileSync("/bin/sh", ["-c", "echo a prompt > $1/logs/worker.log", "sh", folder]);
    });`;
  // As a script that was typed sees its arguments: from the second on.
  await promisify(execFile)(process.execPath, [
    "--conditions=react-server",
    "--import",
    "tsx",
    "--input-type=module",
    "-e",
    program,
    "-",
    folder,
  ]);
  for (const name of ["logs", "logs/web.log", "logs/worker.log"]) expect(statSync(path.join(folder, name)).mode & 0o077, name).toBe(0);
});
