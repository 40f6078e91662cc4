import { randomBytes } from "node:crypto";
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

export const makeAuthSecret = (): string => randomBytes(48).toString("base64url");

// No 0/O, 1/I/L, nor U, so that it can be read aloud and typed.
const CODE_LETTERS = "23456789ABCDEFGHJKMNPQRSTVWXYZ";

/** `7KQM-2XWD-P9TA`: 58 bits, behind the same throttle as passwords. */
export function makeSetupCode(): string {
  const letters: string[] = [];
  while (letters.length < 12) {
    for (const byte of randomBytes(24)) {
      // Bytes past the last full round of the alphabet would favour its beginning.
      if (byte < 240 && letters.length < 12) letters.push(CODE_LETTERS[byte % 30] ?? "");
    }
  }
  return [0, 4, 8].map((start) => letters.slice(start, start + 4).join("")).join("-");
}
