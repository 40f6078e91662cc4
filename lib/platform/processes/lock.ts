import { mkdirSync, readFileSync, rmSync, statSync, writeFileSync } from "node:fs";
import path from "node:path";
import { setTimeout as wait } from "node:timers/promises";
import { identify, isSameProcessAlive, type ProcessIdentity } from "./process-identity";

/** Another living process held the lock for longer than we would wait. */
export class LockBusyError extends Error {
  constructor(file: string) {
    super(`${file} is held by another process`);
    this.name = "LockBusyError";
  }
}

export interface LockOptions<T> {
  /** Asked again and again while another process works: a value ends the wait, because what we came for is done. */
  isDone: () => Promise<T | null>;
  work: () => Promise<T>;
  patienceMs: number;
}

/** Runs `work` while no other process on this machine holds `file`. A holder that died holds nothing. */
export async function withLock<T>(file: string, { isDone, work, patienceMs }: LockOptions<T>): Promise<T> {
  mkdirSync(path.dirname(file), { recursive: true });
  const deadline = Date.now() + patienceMs;
  for (;;) {
    const done = await isDone();
    if (done !== null) return done;
    if (take(file)) break;
    if (!isHeld(file)) rmSync(file, { force: true });
    else if (Date.now() >= deadline) throw new LockBusyError(file);
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
