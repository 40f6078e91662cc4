import { existsSync, readFileSync } from "node:fs";
import path from "node:path";
import { isSameProcessAlive } from "../processes/process-identity";
import type { ClusterState } from "./cluster";

/** Whether a living process looks after the server of this folder. Makes and changes nothing. */
export function isServerInUse(folder: string): boolean {
  const state = readJson<ClusterState>(path.join(filesOf(folder), "state.json"));
  return state?.owner !== undefined && isSameProcessAlive(state.owner);
}

/** The files lie elsewhere for root below a closed directory; see location.ts. */
const filesOf = (folder: string): string => readJson<{ files: string }>(path.join(folder, "location.json"))?.files ?? folder;

function readJson<T>(file: string): T | null {
  if (!existsSync(file)) return null;
  try {
    return JSON.parse(readFileSync(file, "utf8")) as T;
  } catch {
    // Half-written by whoever was killed: nobody's.
    return null;
  }
}
