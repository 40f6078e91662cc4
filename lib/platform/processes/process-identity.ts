import { spawnSync } from "node:child_process";
import { readFileSync } from "node:fs";

/** A process that cannot be confused with a later one that was given the same number. */
export interface ProcessIdentity {
  pid: number;
  /** Opaque; equal for as long as the process is the same one. Empty where the system does not tell. */
  startedAt: string;
}

function startOf(pid: number): string {
  if (process.platform === "linux") {
    // Field 22 is the start time in clock ticks. Ended between two looks: an empty start matches nothing that is alive.
    return statOf(pid)[19] ?? "";
  }
  if (process.platform === "win32") return "";
  return spawnSync("ps", ["-o", "lstart=", "-p", String(pid)], { encoding: "utf8" }).stdout?.trim() ?? "";
}

export function isPidAlive(pid: number): boolean {
  if (!Number.isInteger(pid) || pid <= 0) return false;
  try {
    process.kill(pid, 0);
  } catch (error) {
    // EPERM: it lives, and belongs to somebody else.
    return error instanceof Error && "code" in error && error.code === "EPERM";
  }
  return !isZombie(pid);
}

// In a container without an init, a process whose parent died stays in the table for ever.
function isZombie(pid: number): boolean {
  return process.platform === "linux" && (statOf(pid)[0] ?? "Z") === "Z";
}

/** What Linux tells of a process, behind its name, which may hold spaces and brackets; nothing of one that has ended. */
function statOf(pid: number): string[] {
  try {
    const stat = readFileSync(`/proc/${pid}/stat`, "utf8");
    return stat.slice(stat.lastIndexOf(")") + 2).split(" ");
  } catch {
    return [];
  }
}

export const identify = (pid: number): ProcessIdentity => ({ pid, startedAt: startOf(pid) });

export const isSameProcessAlive = (identity: ProcessIdentity): boolean =>
  isPidAlive(identity.pid) && (identity.startedAt === "" || startOf(identity.pid) === identity.startedAt);

/** The command line of a process, where the system shows it; null where it does not. */
export function commandLineOf(pid: number): string | null {
  if (process.platform === "linux") {
    try {
      return readFileSync(`/proc/${pid}/cmdline`, "utf8").replaceAll("\0", " ").trim();
    } catch {
      return null;
    }
  }
  if (process.platform === "win32") return null;
  return spawnSync("ps", ["-o", "command=", "-p", String(pid)], { encoding: "utf8" }).stdout?.trim() || null;
}
