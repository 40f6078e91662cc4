import type { AssetKind } from "@/lib/models/catalog";
import { db } from "@/lib/platform/db/client";
import { Prisma } from "@/lib/platform/db/generated/client";
import { readFileFacts } from "@/lib/files/facts";
import { cutPrompt } from "@/lib/generations/view";
import type { LibraryItem } from "./view";

interface ItemRow extends Omit<LibraryItem, "created" | "author" | "clip"> {
  createdAt: Date;
  authorId: string;
  authorName: string;
}

interface ClipItemRow extends Omit<ItemRow, "name" | "kind" | "sizeBytes" | "folder"> {
  name: string | null;
  prompt: string;
  bytes: bigint | null;
  facts: unknown;
  hasPoster: boolean;
  projectSlug: string;
  projectName: string;
}

const inOrder = <T extends { id: string }>(ids: readonly string[], rows: readonly T[]): T[] => {
  const known = new Map(rows.map((row) => [row.id, row]));
  return ids.flatMap((id) => known.get(id) ?? []);
};

const AUTHOR = Prisma.sql`author.id AS "authorId", author.name AS "authorName"`;

/** These files of a team, as `userId` sees them, in this order. */
export async function readFileItems(teamId: string, userId: string, ids: readonly string[]): Promise<LibraryItem[]> {
  const rows = await db.$queryRaw<ItemRow[]>`
    SELECT asset.id, asset.kind::text AS kind, asset.name, asset.mime_type AS "mimeType", asset.size_bytes AS "sizeBytes", asset.width, asset.height,
      asset.duration_ms AS "durationMs", asset.created_at AS "createdAt", asset.folder, ${AUTHOR},
      ARRAY(SELECT labels.name FROM asset_labels JOIN labels ON labels.id = asset_labels.label_id
        WHERE asset_labels.asset_id = asset.id ORDER BY labels.key) AS tags,
      EXISTS (SELECT 1 FROM asset_favourites WHERE asset_id = asset.id AND user_id = ${userId}::uuid) AS "isFavourite"
    FROM assets AS asset JOIN users AS author ON author.id = asset.created_by_id
    WHERE asset.id = ANY(${[...ids]}::uuid[]) AND asset.team_id = ${teamId}::uuid AND asset.status = 'ready' AND asset.deleted_at IS NULL`;
  return inOrder(ids, rows).map(({ createdAt, authorId, authorName, ...row }) => ({
    ...row,
    created: createdAt.toISOString(),
    author: { id: authorId, name: authorName },
  }));
}

/** These clips of a team as something to make the next one from. */
export async function readClipItems(teamId: string, userId: string, ids: readonly string[]): Promise<LibraryItem[]> {
  const rows = await db.$queryRaw<ClipItemRow[]>`
    SELECT clip.id, clip.name, left(clip.prompt, 500) AS prompt, video.mime AS "mimeType", video.bytes, video.width, video.height,
      video.duration_ms AS "durationMs", video.facts, clip.created_at AS "createdAt", ${AUTHOR},
      project.slug AS "projectSlug", project.name AS "projectName",
      EXISTS (SELECT 1 FROM files WHERE files.generation_id = clip.id AND files.variant = 'poster') AS "hasPoster",
      ARRAY(SELECT labels.name FROM clip_labels JOIN labels ON labels.id = clip_labels.label_id
        WHERE clip_labels.generation_id = clip.id AND labels.project_id IS NULL ORDER BY labels.key) AS tags,
      EXISTS (SELECT 1 FROM favourites WHERE generation_id = clip.id AND user_id = ${userId}::uuid) AS "isFavourite"
    FROM generations AS clip JOIN users AS author ON author.id = clip.created_by_id JOIN projects AS project ON project.id = clip.project_id
    JOIN files AS video ON video.generation_id = clip.id AND video.variant = 'video'
    WHERE clip.id = ANY(${[...ids]}::uuid[]) AND clip.team_id = ${teamId}::uuid AND clip.deleted_at IS NULL AND project.deleted_at IS NULL`;
  return inOrder(ids, rows).map((row): LibraryItem => {
    const { id, name, prompt, mimeType, bytes, width, height, durationMs, createdAt, authorId, authorName, tags, isFavourite } = row;
    return {
      ...{ id, kind: "video" as AssetKind, name: name ?? cutPrompt(prompt), mimeType, sizeBytes: Number(bytes ?? 0) },
      ...{ width, height, durationMs, tags, folder: null, isFavourite },
      created: createdAt.toISOString(),
      author: { id: authorId, name: authorName },
      clip: {
        project: { slug: row.projectSlug, name: row.projectName },
        framesPerSecond: readFileFacts(row.facts).framesPerSecond,
        hasPoster: row.hasPoster,
      },
    };
  });
}
