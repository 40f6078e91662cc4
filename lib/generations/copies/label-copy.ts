import { makeLabelled } from "@/lib/files/make-labelled";
import { db } from "@/lib/platform/db/client";
import { isMarkedForChina } from "@/lib/projects/label-policy";
import { assertRoomForLabelled } from "../keeping/disk-room";
import { keepMade } from "../keeping/keep-made";

/** Makes the labelled copy of a ready clip, where its project asks for one and none that is whole is there. Throws when it fails: the queue waits and repeats. */
export async function labelCopy(generationId: string, signal?: AbortSignal): Promise<void> {
  const row = await db.generation.findUnique({
    where: { id: generationId },
    include: { files: true, project: { select: { aiLabels: true } } },
  });
  if (row?.status !== "ready" || row.deletedAt !== null || !isMarkedForChina(row.project.aiLabels)) return;
  const file = (variant: string) => row.files.find((one) => one.variant === variant);
  // What is damaged itself comes back first, or is gone.
  if (!file("video") || file("video")!.damagedAt !== null || file("labelled")?.damagedAt === null) return;
  await assertRoomForLabelled(row);
  await keepMade(row, await makeLabelled({ teamId: row.teamId, generationId }, signal));
}
