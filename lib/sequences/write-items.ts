import type { Tx } from "@/lib/platform/db/client";
import { AppError } from "@/lib/shared/errors";
import { newId, partId } from "@/lib/shared/ids";
import { framesOf } from "./read-timeline";
import type { ItemContent } from "./schema";

/** Puts these items in place of all that a sequence had. @throws AppError not-found for a clip that the team does not have */
export async function writeItems(tx: Tx, { teamId, id }: { teamId: string; id: string }, items: readonly ItemContent[]): Promise<void> {
  const clips = new Set(items.flatMap((item) => (item.kind === "clip" ? [item.generationId] : [])));
  const known = await tx.generation.count({ where: { teamId, id: { in: [...clips] } } });
  if (known < clips.size) throw new AppError("not-found");
  await tx.sequenceItem.deleteMany({ where: { sequenceId: id } });
  await tx.sequenceItem.createMany({
    data: items.map((item, position) => ({
      ...{ teamId, sequenceId: id, id: item.id, position },
      ...{ inFrame: item.inFrame, outFrame: item.outFrame, transitionFrames: item.transitionFrames },
      generationId: item.kind === "clip" ? item.generationId : null,
      title: item.kind === "title" ? item.title : null,
    })),
  });
}

export interface PlacedClip {
  item: ItemContent;
  width: number | null;
  height: number | null;
}

/**
 * These clips at their whole length, one after the other in order of their creation: those of one press, and with them the shots of one
 * list, in the order that they were pressed in. What has no file is passed over. With the key of a press each has the same id each time.
 * @throws AppError not-found for a clip that the team does not have, nothing-to-show where none of them has a file
 */
export async function placeClips(tx: Tx, teamId: string, ids: readonly string[], key?: string): Promise<PlacedClip[]> {
  const rows = await tx.generation.findMany({
    where: { teamId, id: { in: [...ids] }, deletedAt: null },
    // The ids of one press were made in its order, and all of it has one time.
    orderBy: [{ createdAt: "asc" }, { id: "asc" }],
    select: {
      ...{ id: true, actualDuration: true, durationSeconds: true },
      files: { where: { variant: "video", trashedAt: null }, select: { durationMs: true, width: true, height: true } },
    },
  });
  if (rows.length < ids.length) throw new AppError("not-found");
  const placed = rows.flatMap((row): PlacedClip[] => {
    const { id } = row;
    const [file] = row.files;
    const outFrame = framesOf(row, file);
    if (!file || outFrame === 0) return [];
    const item = {
      kind: "clip",
      id: key ? partId(key, id) : newId(),
      generationId: id,
      inFrame: 0,
      outFrame,
      transitionFrames: 0,
    } as const;
    return [{ item, width: file.width, height: file.height }];
  });
  if (placed.length === 0 && ids.length > 0) throw new AppError("nothing-to-show");
  return placed;
}
