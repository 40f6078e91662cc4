import { makeLastFrame, makePoster } from "@/lib/files/file-pictures";
import { recordFile, type StoredVariant } from "@/lib/files/record-file";
import { db, withTransaction } from "@/lib/platform/db/client";
import { touch } from "@/lib/platform/events/touch";

/** Makes what pictures a ready clip lacks, from our own copy. Throws when one fails again: the queue waits and repeats. */
export async function makePictures(generationId: string): Promise<void> {
  const row = await db.generation.findUnique({ where: { id: generationId }, include: { files: { select: { variant: true } } } });
  if (row?.status !== "ready" || row.deletedAt !== null) return;
  const has = (variant: string) => row.files.some((file) => file.variant === variant);
  const owner = { teamId: row.teamId, generationId: row.id };
  const made: StoredVariant[] = [];
  if (!has("poster")) made.push(await makePoster(owner));
  if (row.returnLastFrame && !has("lastFrame")) made.push(await makeLastFrame(owner));
  if (made.length === 0) return;
  await withTransaction(async (tx) => {
    for (const file of made) await recordFile(tx, owner, file);
    await touch(tx, { id: row.id, teamId: row.teamId });
  });
}
