import { createHash, createHmac } from "node:crypto";
import { existsSync } from "node:fs";
import { readFile, writeFile } from "node:fs/promises";
import path from "node:path";
import { z } from "zod";
import { syncFolder } from "@/lib/platform/storage/sync";
import { BackupError } from "./errors";

/** Raised when a reader of today could not read what a later version writes. */
export const FORMAT = 1;
export const MANIFEST_FILE = "manifest.json";

const hash = z.string().regex(/^[0-9a-f]{64}$/);
const tableSchema = z.object({
  name: z.string(),
  columns: z.array(z.string()),
  rows: z.number().int().nonnegative(),
  /** Below the backup's folder. */
  file: z.string(),
  sizeBytes: z.number().int().nonnegative(),
  sha256: hash,
});
const fileSchema = z.object({
  key: z.string(),
  sizeBytes: z.number().int().nonnegative(),
  sha256: hash,
  /** Set when the file was damaged when it was backed up: what its row says it should be. */
  expectedSha256: hash.nullable(),
});
const bodySchema = z.object({
  format: z.number().int(),
  studioVersion: z.string(),
  instanceId: z.string().nullable(),
  /** The moment of the database's snapshot, by its own clock. */
  madeAt: z.string(),
  migrations: z.array(z.string()),
  /** Tells whether a secret is the one that sealed the keys in here; gives nothing of it away. */
  secretCheck: z.string(),
  tables: z.array(tableSchema),
  files: z.array(fileSchema),
  /** Keys of files that rows speak of and that were nowhere. */
  missing: z.array(z.string()),
});

export type BackupTable = z.infer<typeof tableSchema>;
export type BackupFile = z.infer<typeof fileSchema>;
export type Manifest = z.infer<typeof bodySchema>;

const checksumOf = (body: unknown): string => createHash("sha256").update(JSON.stringify(body)).digest("hex");

/** A fingerprint of AUTH_SECRET, the same for the same secret. */
export const secretCheckOf = (secret: string): string =>
  createHmac("sha256", secret).update("dailies backup: is this the secret?").digest("hex").slice(0, 16);

/** The last thing that is written: a folder without it is not a backup. */
export async function writeManifest(folder: string, body: Manifest): Promise<void> {
  const text = `${JSON.stringify({ ...body, checksum: checksumOf(body) }, null, 1)}\n`;
  await writeFile(path.join(folder, MANIFEST_FILE), text, { flag: "wx", mode: 0o600, flush: true });
  await syncFolder(folder);
}

/** @throws BackupError not-a-backup, manifest-altered, format-unknown */
export async function readManifest(folder: string): Promise<Manifest> {
  const file = path.join(folder, MANIFEST_FILE);
  if (!existsSync(file)) throw new BackupError("not-a-backup", folder);
  const { checksum, ...body } = await parse(file);
  if (checksum !== checksumOf(body)) throw new BackupError("manifest-altered", file);
  const format = z.object({ format: z.number() }).safeParse(body).data?.format;
  if (format !== FORMAT) throw new BackupError("format-unknown", String(format));
  const parsed = bodySchema.safeParse(body);
  if (!parsed.success) throw new BackupError("manifest-altered", file, parsed.error);
  return parsed.data;
}

async function parse(file: string): Promise<Record<string, unknown>> {
  try {
    return z.record(z.string(), z.unknown()).parse(JSON.parse(await readFile(file, "utf8")));
  } catch (cause) {
    throw new BackupError("manifest-altered", file, cause);
  }
}
