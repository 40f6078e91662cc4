import { execFileSync } from "node:child_process";
import { closeSync, openSync, rmSync, writeSync } from "node:fs";
import path from "node:path";
import { createInterface } from "node:readline";
import { keepRunning } from "@/lib/cli/launch/keep-running";
import { deployMigrations } from "@/lib/platform/db/migrate";
import { startEmbeddedPostgres } from "@/lib/platform/embedded-postgres/start-embedded-postgres";

/**
 * A database server on a disk of its own that is too small: run inside a mount namespace of its own (see
 * small-database.ts), it mounts the disk on the folder that it is given, says `url <address>`, and then does what
 * the lines that it reads say: `fill` takes what room is left, `empty` gives it back. It ends with its input.
 */
const [folder = "", megabytes = ""] = process.argv.slice(2);
const say = (line: string): void => void process.stdout.write(`${line}\n`);

execFileSync("mount", ["-t", "tmpfs", "-o", `size=${megabytes}m,mode=0711`, "none", folder]);
const place = path.join(folder, "postgres");
const start = () => startEmbeddedPostgres(place);
const server = await start();
await deployMigrations(server.url);
const kept = keepRunning(server, start, { onDeath: () => say("down"), onReturn: () => say("up") });
say(`url ${server.url}`);

const filler = path.join(folder, "filler");
function fill(): void {
  const file = openSync(filler, "a");
  try {
    // Down to the last bytes, so that not a page more fits.
    for (let size = 1_048_576; size >= 512;) {
      try {
        if (writeSync(file, Buffer.alloc(size, 1)) < size) size /= 2;
      } catch {
        size /= 2;
      }
    }
  } finally {
    closeSync(file);
  }
}

for await (const line of createInterface({ input: process.stdin })) {
  if (line === "fill") fill();
  if (line === "empty") rmSync(filler, { force: true });
  say(`did ${line}`);
}
await kept.stop();
