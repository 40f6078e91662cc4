import { type FiledPicture, makeLastFrame, makePoster } from "@/lib/files/file-pictures";
import { db, withTransaction } from "@/lib/platform/db/client";
import { publish } from "@/lib/platform/events/publish";
import { newId } from "@/lib/shared/ids";

/** Makes what pictures a ready clip lacks, from our own copy. Throws when one fails again: the queue waits and repeats. */
export async function makePictures(generationId: string): Promise<void> {
  const row = await db.generation.findUnique({ where: { id: generationId }, include: { media: { select: { kind: true } } } });
  if (row?.status !== "ready") return;
  const has = (kind: string) => row.media.some((media) => media.kind === kind);
  const made: FiledPicture[] = [];
  if (!has("poster")) made.push(await makePoster(row));
  if (row.returnLastFrame && !has("lastFrame")) made.push(await makeLastFrame(row));
  if (made.length === 0) return;
  await withTransaction(async (tx) => {
    await tx.media.createMany({
      data: made.map((file) => ({ id: newId(), teamId: row.teamId, generationId: row.id, ...file })),
      skipDuplicates: true,
    });
    await publish(tx, { teamId: row.teamId, kind: "generation", id: row.id });
  });
}
