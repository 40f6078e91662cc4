import { readFileSync, rmSync, statSync, writeFileSync } from "node:fs";
import path from "node:path";
import { setTimeout as wait } from "node:timers/promises";
import { EmbeddedPostgresError } from "./errors";
import { identify, isSameProcessAlive, type ProcessIdentity } from "./process-identity";

/** As long as a crash recovery of a busy server may take. */
const PATIENCE_MS = 120_000;

/**
 * Runs `work` while no other process starts the same cluster. While another does, `isDone` is asked again and again:
 * a value ends the wait, because the other one has done what we came for.
 */
export async function withStartLock<T>(base: string, isDone: () => Promise<T | null>, work: () => Promise<T>): Promise<T> {
  const file = path.join(base, "starting.lock");
  const deadline = Date.now() + PATIENCE_MS;
  for (;;) {
    const done = await isDone();
    if (done !== null) return done;
    if (take(file)) break;
    if (!isHeld(file)) rmSync(file, { force: true });
    else if (Date.now() > deadline) throw new EmbeddedPostgresError("busy", base);
    else await wait(150);
  }
  try {
    return await work();
  } finally {
    rmSync(file, { force: true });
  }
}

function take(file: string): boolean {
  try {
    writeFileSync(file, JSON.stringify(identify(process.pid)), { flag: "wx" });
    return true;
  } catch (error) {
    if (error instanceof Error && "code" in error && error.code === "EEXIST") return false;
    throw error;
  }
}

function isHeld(file: string): boolean {
  try {
    return isSameProcessAlive(JSON.parse(readFileSync(file, "utf8")) as ProcessIdentity);
  } catch (error) {
    // Empty for the blink between its making and its writing; gone when the holder has just finished.
    return error instanceof SyntaxError && isFresh(file);
  }
}

function isFresh(file: string): boolean {
  try {
    return Date.now() - statSync(file).mtimeMs < 2000;
  } catch {
    return false;
  }
}
