import { randomUUID } from "node:crypto";
import { mkdir, open, rename } from "node:fs/promises";
import path from "node:path";

/** In the data folder: which studio it belongs to. The same id stands in the database. */
export const INSTANCE_FILE = "instance-id";

/** Writes the id into the data folder in one step, safe from a power cut. */
export async function writeInstanceId(dataDir: string, instanceId: string): Promise<void> {
  await mkdir(dataDir, { recursive: true });
  const file = path.join(dataDir, INSTANCE_FILE);
  const part = `${file}.${randomUUID()}.part`;
  const handle = await open(part, "wx", 0o600);
  try {
    await handle.writeFile(`${instanceId}\n`);
    await handle.sync();
  } finally {
    await handle.close();
  }
  await rename(part, file);
}
