import type { OfTeam } from "@/lib/access/identity/sessions";
import { Prisma } from "@/lib/platform/db/generated/client";
import { getStorage } from "@/lib/platform/storage/storage";
import type { ByteRange, OpenedFile } from "@/lib/platform/storage/types";
import { AppError } from "@/lib/shared/errors";
import { isId } from "@/lib/shared/ids";
import { contentDisposition, downloadName } from "./download-name";
import { UPLOAD_VARIANTS } from "./keys";
import { extensionOf, isShownInline } from "./types";

/** The files of a clip that an address can name; of what was brought it can name all. */
const CLIP_VARIANTS = ["video", "preview", "poster", "lastFrame", "sprite", "proxy"] as const;

/** A file as URLs name it: by what it belongs to, and never by its team or its key. */
type FileAddress = { generationId: string; variant: string } | { assetId: string; variant: string };

/** A file as its bytes are served, whatever speaks to the reader. Who may see it has been asked. */
export interface ServedFile {
  mime: string;
  bytes: number;
  /** Quoted; changes when the bytes do, and only then. */
  etag: string;
  /** A Content-Disposition: how it is called, and whether it may be shown in place. */
  disposition: (isDownload: boolean) => string;
  cacheControl: string;
  /** Reads as the reader takes it. @throws AppError media-damaged when it is gone from storage, or has another size than it should */
  openRange: (range?: ByteRange) => Promise<OpenedFile>;
}

/** What serving needs of a row. */
export interface FileRow {
  id: string;
  key: string;
  mime: string;
  bytes: bigint | null;
  sha256: string | null;
  damagedAt: Date | null;
}

/** Asks for a row as somebody who may see it. @throws AppError not-found for a row that there is not, and for another team's alike */
export type Admit = <R extends OfTeam>(row: Prisma.Sql | null) => Promise<{ row: R }>;

/**
 * The one door of bytes. An address names no team, so `admit` is given the SELECT of the file's row, which says whose it is;
 * null is a file that cannot be.
 * @throws what `admit` throws
 */
export const openFile = (admit: Admit, address: FileAddress): Promise<ServedFile> =>
  "assetId" in address ? openOfAsset(admit, address) : openOfClip(admit, address);

/** A row as it is served under a name. @throws AppError media-damaged */
export async function served(file: FileRow, name: string): Promise<ServedFile> {
  const bytes = file.bytes === null ? (await getStorage().stat(file.key))?.sizeBytes : Number(file.bytes);
  // Never measured, and not there: it was only believed to exist.
  if (bytes === undefined) throw new AppError("not-found");
  return {
    mime: file.mime,
    bytes,
    etag: `"${file.id.slice(-12)}-${(file.sha256 ?? String(bytes)).slice(0, 16)}"`,
    disposition: (isDownload) => contentDisposition(isDownload || !isShownInline(file.mime) ? "attachment" : "inline", name),
    // Each reader's own browser may keep it and asks whether it still may; nobody between us keeps it. What is damaged, nobody keeps.
    cacheControl: file.damagedAt === null ? "private, no-cache, no-transform" : "no-store",
    openRange: async (range) => {
      const opened = await getStorage()
        .openRange(file.key, range)
        .catch((error: unknown) => {
          // The file is shorter than its row says.
          if (error instanceof RangeError) return null;
          throw error;
        });
      if (opened?.sizeBytes === bytes) return opened;
      await opened?.close();
      throw new AppError("media-damaged");
    },
  };
}

export const FILE_COLUMNS = Prisma.sql`file.id, file.key, file.mime, file.bytes, file.sha256, file.damaged_at AS "damagedAt"`;

export interface ClipFacts {
  prompt: string;
  resolution: string;
  durationSeconds: number | null;
  projectName: string;
}

async function openOfClip(admit: Admit, { generationId, variant }: { generationId: string; variant: string }): Promise<ServedFile> {
  const known = CLIP_VARIANTS.find((one) => one === variant);
  const { row } = await admit<FileRow & OfTeam & ClipFacts>(
    isId(generationId) && known
      ? Prisma.sql`
    SELECT ${FILE_COLUMNS}, clip.team_id AS "teamId", left(clip.prompt, 200) AS prompt, clip.resolution,
           coalesce(clip.actual_duration, clip.duration_seconds, file.duration_ms / 1000) AS "durationSeconds", project.name AS "projectName"
    FROM files AS file JOIN generations AS clip ON clip.id = file.generation_id JOIN projects AS project ON project.id = clip.project_id
    WHERE file.generation_id = ${generationId}::uuid AND file.variant = ${known}::"FileVariant" AND clip.deleted_at IS NULL
      AND project.deleted_at IS NULL`
      : null,
  );
  return served(row, downloadName({ ...row, generationId, variant: known! }));
}

/** Deleted ones stay readable: a finished clip goes on showing what it was made from. */
async function openOfAsset(admit: Admit, { assetId, variant }: { assetId: string; variant: string }): Promise<ServedFile> {
  const known = UPLOAD_VARIANTS.find((one) => one === variant);
  const { row } = await admit<FileRow & OfTeam & { name: string }>(
    isId(assetId) && known
      ? Prisma.sql`
    SELECT ${FILE_COLUMNS}, asset.team_id AS "teamId", asset.name FROM files AS file JOIN assets AS asset ON asset.id = file.asset_id
    WHERE file.asset_id = ${assetId}::uuid AND file.variant = ${known}::"FileVariant"`
      : null,
  );
  // The name is what somebody said, and the ending what the bytes are.
  return served(row, `${row.name.replace(/\.[A-Za-z0-9]{1,8}$/, "")}.${extensionOf(row.mime)}`);
}
