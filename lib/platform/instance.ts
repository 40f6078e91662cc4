import { randomUUID } from "node:crypto";
import { existsSync, readFileSync } from "node:fs";
import { mkdir, rename, writeFile } from "node:fs/promises";
import path from "node:path";
import { keepSecret } from "./keep-secret";

/** In the data folder: which studio it belongs to. The same id stands in the database. */
export const INSTANCE_FILE = "instance-id";

/** Which studio the data folder belongs to; null: none yet. */
export function readInstanceId(dataDir: string): string | null {
  const file = path.join(dataDir, INSTANCE_FILE);
  return existsSync(file) ? readFileSync(file, "utf8").trim() : null;
}

/** The same, and a new id where there is none; two processes that start in one folder at once get the same. */
export const provideInstanceId = (dataDir: string): string => keepSecret(dataDir, INSTANCE_FILE, randomUUID);

/** Writes the id into the data folder in one step, safe from a power cut. */
export async function writeInstanceId(dataDir: string, instanceId: string): Promise<void> {
  await mkdir(dataDir, { recursive: true });
  const file = path.join(dataDir, INSTANCE_FILE);
  const part = `${file}.${randomUUID()}.part`;
  await writeFile(part, `${instanceId}\n`, { flag: "wx", mode: 0o600, flush: true });
  await rename(part, file);
}
