import { db } from "@/lib/platform/db/client";
import { downloadName } from "./download-name";
import type { MediaVariant } from "./variants";

/** A file we keep, as its bytes are served. */
export interface MediaFile {
  teamId: string;
  storageKey: string;
  mimeType: string;
  sizeBytes: number;
  /** Changes when the bytes do, and only then. */
  etag: string;
  createdAt: Date;
  isDamaged: boolean;
  downloadName: string;
}

/**
 * A file by the generation it belongs to, whosever it is; null when there is none, or when its generation was
 * deleted. A URL of bytes names no team, so the door asks with `teamId` who may see it before anything leaves.
 */
export async function findMediaFile(generationId: string, variant: MediaVariant): Promise<MediaFile | null> {
  const row = await db.media.findFirst({
    where: { generationId, kind: variant, generation: { deletedAt: null } },
    select: {
      id: true,
      teamId: true,
      storageKey: true,
      mimeType: true,
      sizeBytes: true,
      sha256: true,
      durationMs: true,
      damagedAt: true,
      createdAt: true,
      generation: {
        select: { prompt: true, resolution: true, durationSeconds: true, actualDuration: true, project: { select: { name: true } } },
      },
    },
  });
  if (!row) return null;
  const { generation } = row;
  return {
    teamId: row.teamId,
    storageKey: row.storageKey,
    mimeType: row.mimeType,
    sizeBytes: Number(row.sizeBytes),
    etag: `"${row.id.slice(-12)}-${row.sha256.slice(0, 16)}"`,
    createdAt: row.createdAt,
    isDamaged: row.damagedAt !== null,
    downloadName: downloadName({
      generationId,
      variant,
      mimeType: row.mimeType,
      projectName: generation.project.name,
      prompt: generation.prompt,
      resolution: generation.resolution,
      durationSeconds:
        generation.actualDuration ?? generation.durationSeconds ?? (row.durationMs === null ? null : Math.floor(row.durationMs / 1000)),
    }),
  };
}
