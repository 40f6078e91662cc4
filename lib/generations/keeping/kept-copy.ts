import { db } from "@/lib/platform/db/client";
import type { Generation } from "@/lib/platform/db/generated/client";
import { getStorage } from "@/lib/platform/storage/storage";

/**
 * The file of a task that lay in the owner's tray before it was known whose it is: it is here already, and perhaps
 * nowhere else any more. Should it be damaged, every second try goes to the provider.
 */
export async function openKeptCopy(row: Generation): Promise<{ stream: ReadableStream<Uint8Array>; contentLength: number } | null> {
  if (row.providerAccount === null || row.providerTaskId === null || row.failures % 2 === 1) return null;
  const kept = await db.unclaimedTask.findUnique({
    where: { providerAccount_providerTaskId: { providerAccount: row.providerAccount, providerTaskId: row.providerTaskId } },
    select: { storageKey: true },
  });
  if (!kept?.storageKey) return null;
  const opened = await getStorage().openRange(kept.storageKey);
  return opened && { stream: opened.stream, contentLength: opened.sizeBytes };
}
