import { existsSync, linkSync, mkdirSync, readFileSync, renameSync, rmSync, writeFileSync } from "node:fs";
import path from "node:path";

/**
 * Reads a secret from the data folder, or makes and keeps it there for its owner's eyes only. Two processes that make
 * it at once end up with the same one.
 */
export function keepSecret(dataDir: string, name: string, make: () => string): string {
  const file = path.join(dataDir, name);
  if (!existsSync(file)) {
    mkdirSync(dataDir, { recursive: true });
    const part = `${file}.${process.pid}.part`;
    writeFileSync(part, `${make()}\n`, { mode: 0o600, flush: true });
    try {
      // A link is made only where nothing is yet, and never shows a half-written file.
      linkSync(part, file);
    } catch (error) {
      const wasMade = error instanceof Error && "code" in error && error.code === "EEXIST";
      // Some network drives know no links; there a rename has to do.
      if (!wasMade) renameSync(part, file);
    } finally {
      rmSync(part, { force: true });
    }
  }
  return readFileSync(file, "utf8").trim();
}
