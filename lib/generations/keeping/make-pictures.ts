import { readFileFacts, wantsPreview, wantsProxy } from "@/lib/files/facts";
import { makeLastFrame, makePoster } from "@/lib/files/file-pictures";
import { makeLabelled } from "@/lib/files/make-labelled";
import { makePreview } from "@/lib/files/make-preview";
import { makeProxy } from "@/lib/files/make-proxy";
import { makeSprite } from "@/lib/files/make-sprite";
import { setTrashed } from "@/lib/files/trash";
import { recordFile, type StoredVariant } from "@/lib/files/record-file";
import { db, withTransaction } from "@/lib/platform/db/client";
import { databaseNow } from "@/lib/platform/db/now";
import { touch } from "@/lib/platform/events/touch";
import { logger } from "@/lib/platform/log";
import { isMarkedForChina } from "@/lib/projects/label-policy";
import { assertRoomFor, assertRoomForPreview } from "./disk-room";

/**
 * Makes what a ready clip lacks, from our own copy: its pictures, the copies that every browser plays and that carry a label, where it needs
 * one, the strip of its frames, and the small copy that cards play; and sees to it that it is looked through. Throws when one that somebody
 * may wait for fails: the queue waits and repeats.
 */
export async function makePictures(generationId: string, signal?: AbortSignal): Promise<void> {
  const row = await db.generation.findUnique({
    where: { id: generationId },
    include: { files: true, project: { select: { aiLabels: true } } },
  });
  if (row?.status !== "ready" || row.deletedAt !== null) return;
  // Another round looks through it, behind everything else.
  await db.clipCheck.createMany({ data: [{ generationId, nextAt: await databaseNow(db) }], skipDuplicates: true });
  const file = (variant: string) => row.files.find((one) => one.variant === variant);
  const owner = { teamId: row.teamId, generationId: row.id };
  const keep = (made: StoredVariant) =>
    withTransaction(async (tx) => {
      await touch(tx, { id: row.id, teamId: row.teamId });
      await recordFile(tx, owner, made);
      // Deleted meanwhile: it goes where the clip went.
      const { deletedAt } = await tx.generation.findUniqueOrThrow({ where: { id: row.id } });
      if (deletedAt) await setTrashed(tx, [row.id], deletedAt);
    });
  if (!file("poster")) await keep(await makePoster(owner));
  if (row.returnLastFrame && !file("lastFrame")) await keep(await makeLastFrame(owner));
  const video = file("video");
  if (!video) return;
  const wantsCopy = wantsPreview(readFileFacts(video.facts));
  if (wantsCopy && !file("preview")) {
    await assertRoomForPreview(row.actualDuration ?? row.durationSeconds);
    await keep(await makePreview(owner, signal));
  }
  if (isMarkedForChina(row.project.aiLabels) && file("labelled")?.damagedAt !== null) {
    // It has the size of the picture, and is encoded more carefully than the clip was.
    await assertRoomFor(2 * Number(video.bytes ?? 0));
    await keep(await makeLabelled(owner, signal));
  }
  // A clip is watched as well without these; the sweep asks for them again for a day.
  const optional = async (kind: "sprite" | "proxy", make: () => Promise<StoredVariant>): Promise<void> => {
    if (file(kind)) return;
    try {
      await keep(await make());
    } catch (error) {
      if (signal?.aborted) throw error;
      logger.warn({ err: error, generationId, kind }, "something beside a clip could not be made");
    }
  };
  await optional("sprite", () => makeSprite(owner, signal));
  if (wantsProxy(video)) await optional("proxy", () => makeProxy(owner, wantsCopy ? "preview" : "video", signal));
}
