import { createHash } from "node:crypto";
import { writeMark } from "@/lib/files/watermark";
import { ringForLabelled } from "@/lib/generations/copies/labelled-copy";
import type { FileVariant } from "@/lib/platform/db/generated/enums";
import { enqueue } from "@/lib/platform/jobs/queue";
import { isMarkedForChina, type LabelPolicy } from "@/lib/projects/label-policy";
import { guestCopyJob } from "./jobs";

/** Which file guests are given, to watch and to take along. */
export interface GuestCopy {
  variant: Extract<FileVariant, "video" | "preview" | "labelled" | "watermarked">;
  mark: string;
}

interface AskedOf {
  watermark: string | null;
  allowsDownload: boolean;
}

/**
 * Of a clip: with the link's words over it where it has some; else as its project labels what leaves the studio; and the very file that the
 * provider made only where it may be taken away.
 */
export function guestCopyOf(
  { watermark, allowsDownload }: AskedOf,
  { aiLabels, hasPreview }: { aiLabels: LabelPolicy; hasPreview: boolean },
): GuestCopy {
  const isLabelled = isMarkedForChina(aiLabels);
  if (watermark !== null) return { variant: "watermarked", mark: writeMark({ text: watermark, isLabelled }) };
  if (isLabelled) return { variant: "labelled", mark: "" };
  return { variant: hasPreview || !allowsDownload ? "preview" : "video", mark: "" };
}

/** Of a film, which has its labels in its own picture. */
export const filmCopyOf = ({ watermark }: Pick<AskedOf, "watermark">): GuestCopy =>
  watermark === null ? { variant: "video", mark: "" } : { variant: "watermarked", mark: writeMark({ text: watermark, isLabelled: false }) };

/** Has a copy made that is not there. Asking again is harmless. */
export async function ringForCopy(of: { generationId: string } | { exportId: string }, { variant, mark }: GuestCopy): Promise<void> {
  const { generationId, exportId } = { generationId: null, exportId: null, ...of };
  if (variant === "labelled") {
    if (generationId !== null) await ringForLabelled([generationId]);
    return;
  }
  const key = `${generationId ?? exportId} ${createHash("sha256").update(mark).digest("hex").slice(0, 16)}`;
  await enqueue(guestCopyJob, { generationId, exportId, mark: mark || null }, { key });
}
