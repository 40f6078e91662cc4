import { execFileSync } from "node:child_process";
import { writeFile } from "node:fs/promises";
import path from "node:path";

/** What the reader of the C2PA project says of a file. */
export interface Credentials {
  active_manifest: string;
  validation_state: string;
  validation_status?: { code: string }[];
  manifests: Record<string, { claim_generator_info: object[]; assertions: { label: string; data: object }[] }>;
}

/** The credentials in an MP4, as a reader sees them that trusts this certificate; null: there are none. */
export async function readCredentials(bytes: Uint8Array, folder: string, authority?: string): Promise<Credentials | null> {
  const file = path.join(folder, "read.mp4");
  await writeFile(file, bytes);
  const reader = path.resolve("lib/testing/read-credentials.mjs");
  const text = execFileSync(process.execPath, [reader, file, ...(authority ? [authority] : [])], { encoding: "utf8" });
  return JSON.parse(text) as Credentials | null;
}
