import { readFileFacts, wantsPreview, wantsProxy } from "@/lib/files/facts";
import { makeLastFrame, makePoster } from "@/lib/files/file-pictures";
import { makePreview } from "@/lib/files/make-preview";
import { makeProxy } from "@/lib/files/make-proxy";
import { makeSprite } from "@/lib/files/make-sprite";
import type { StoredVariant } from "@/lib/files/record-file";
import { db } from "@/lib/platform/db/client";
import { databaseNow } from "@/lib/platform/db/now";
import { enqueue } from "@/lib/platform/jobs/queue";
import { logger } from "@/lib/platform/log";
import { isMarkedForChina } from "@/lib/projects/label-policy";
import { labelCopyJob } from "../jobs";
import { assertRoomForPreview } from "./disk-room";
import { keepMade } from "./keep-made";

/**
 * Makes what a ready clip lacks, from our own copy: its pictures, the copy that every browser plays, where it needs one, the strip of its frames,
 * and the small copy that cards play; and sees to it that it is looked through, and labelled where its project asks for it. Throws when one that
 * somebody may wait for fails: the queue waits and repeats.
 */
export async function makePictures(generationId: string, signal?: AbortSignal): Promise<void> {
  const row = await db.generation.findUnique({
    where: { id: generationId },
    include: { files: true, project: { select: { aiLabels: true } } },
  });
  if (row?.status !== "ready" || row.deletedAt !== null) return;
  const file = (variant: string) => row.files.find((one) => one.variant === variant);
  // Others look through it and label it, so that neither holds up the pictures of the next one.
  await db.clipCheck.createMany({ data: [{ generationId, nextAt: await databaseNow(db) }], skipDuplicates: true });
  if (isMarkedForChina(row.project.aiLabels) && file("labelled")?.damagedAt !== null)
    await enqueue(labelCopyJob, { generationId }, { key: generationId });
  const owner = { teamId: row.teamId, generationId: row.id };
  const keep = (made: StoredVariant) => keepMade(row, made);
  if (!file("poster")) await keep(await makePoster(owner));
  if (row.returnLastFrame && !file("lastFrame")) await keep(await makeLastFrame(owner));
  const video = file("video");
  if (!video) return;
  const wantsCopy = wantsPreview(readFileFacts(video.facts));
  if (wantsCopy && !file("preview")) {
    await assertRoomForPreview(row.actualDuration ?? row.durationSeconds);
    await keep(await makePreview(owner, signal));
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
