import type { OpenedSource } from "@/lib/files/fetch-result";
import { db } from "@/lib/platform/db/client";
import type { Generation } from "@/lib/platform/db/generated/client";
import { getStorage } from "@/lib/platform/storage/storage";

/**
 * The file of a task that lay in the owner's tray before it was known whose it is: it is here already, and perhaps
 * nowhere else any more. Should it be damaged, every second try goes to the provider.
 */
export async function openKeptCopy({ providerAccount, providerTaskId, failures }: Generation): Promise<OpenedSource | null> {
  if (providerAccount === null || providerTaskId === null || failures % 2 === 1) return null;
  const kept = await db.file.findFirst({
    where: { variant: "video", unclaimed: { providerAccount, providerTaskId } },
    select: { key: true },
  });
  const opened = kept && (await getStorage().openRange(kept.key));
  return opened && { stream: opened.stream, contentLength: opened.sizeBytes };
}
