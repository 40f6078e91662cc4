import { db } from "@/lib/platform/db/client";
import { Prisma } from "@/lib/platform/db/generated/client";
import type { LabelPolicy } from "@/lib/projects/label-policy";
import { MOST_SHARED_CLIPS } from "../limits";
import { clipsOf, type ShareScope } from "./clips-of";
import { type GuestCopy, guestCopyOf, ringForCopy } from "./guest-copy";

export type CopyScope = ShareScope & { watermark: string | null; allowsDownload: boolean };

interface ShownClip {
  copy: GuestCopy;
  aiLabels: LabelPolicy;
  isReady: boolean;
}

/** Asked for at one look: who waits looks again every few seconds, and the worker makes them one after the other. */
const ASKED_AT_ONCE = 12;

/** What guests of a link are given of each clip that it shows, or of this one; what is not there yet is made from now on, so many at once. */
export async function readCopies(share: CopyScope, only: string | null = null, atOnce = ASKED_AT_ONCE): Promise<Map<string, ShownClip>> {
  const rows = await db.$queryRaw<{ id: string; aiLabels: LabelPolicy; made: { variant: string; mark: string }[] }[]>`
    SELECT shown.id, project.ai_labels::text AS "aiLabels", coalesce((
      SELECT json_agg(json_build_object('variant', file.variant, 'mark', file.mark)) FROM files AS file
      WHERE file.generation_id = clip.id AND file.trashed_at IS NULL AND (file.damaged_at IS NULL OR file.variant = 'video')), '[]') AS made
    FROM (${clipsOf(share)}) AS shown JOIN generations AS clip ON clip.id = shown.id JOIN projects AS project ON project.id = clip.project_id
    ${only === null ? Prisma.empty : Prisma.sql`WHERE shown.id = ${only}::uuid`}
    ORDER BY shown.position LIMIT ${MOST_SHARED_CLIPS}`;
  const clips = new Map<string, ShownClip>();
  const missing: string[] = [];
  for (const { id, aiLabels, made } of rows) {
    const copy = guestCopyOf(share, { aiLabels, hasPreview: made.some(({ variant }) => variant === "preview") });
    const isReady = made.some(({ variant, mark }) => variant === copy.variant && mark === copy.mark);
    // The provider's own file is there or lost: it is never made.
    if (!isReady && copy.variant !== "video") missing.push(id);
    clips.set(id, { copy, aiLabels, isReady });
  }
  for (const id of missing.slice(0, atOnce)) await ringForCopy({ generationId: id }, clips.get(id)!.copy);
  return clips;
}
