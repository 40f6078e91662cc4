import { readdirSync } from "node:fs";
import path from "node:path";
import { FILES_FOLDER } from "./copy-files";
import { BackupError } from "./errors";
import { hashFile } from "@/lib/platform/storage/hash-file";
import { inParallel } from "@/lib/shared/in-parallel";
import { type Manifest, readManifest } from "./manifest";

const AT_ONCE = 3;

/** Where a file of the backup lies. */
export const pathOfFile = (folder: string, key: string): string => path.join(folder, FILES_FOLDER, ...key.split("/"));

/**
 * Reads the whole backup and compares every byte with what the manifest says, before anything is touched.
 * @throws BackupError not-a-backup, manifest-altered, format-unknown, schema-newer, file-altered
 */
export async function checkBackup(folder: string, onProgress?: (done: number, of: number) => void): Promise<Manifest> {
  const manifest = await readManifest(folder);
  refuseNewer(manifest);
  const parts = [
    ...manifest.tables.map((table) => ({ ...table, path: path.join(folder, table.file) })),
    ...manifest.files.map((file) => ({ ...file, path: pathOfFile(folder, file.key) })),
  ];
  let done = 0;
  await inParallel(parts, AT_ONCE, async (part) => {
    const facts = await hashFile(part.path);
    if (facts?.sizeBytes !== part.sizeBytes || facts.sha256 !== part.sha256) throw new BackupError("file-altered", part.path);
    onProgress?.(++done, parts.length);
  });
  return manifest;
}

function refuseNewer({ migrations, studioVersion }: Manifest): void {
  const known = new Set(readdirSync(path.join("prisma", "migrations")));
  const unknown = migrations.find((name) => !known.has(name));
  if (unknown !== undefined) throw new BackupError("schema-newer", `${studioVersion}, ${unknown}`);
}
