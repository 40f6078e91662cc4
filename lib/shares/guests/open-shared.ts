import type { OfTeam } from "@/lib/access/identity/sessions";
import { contentDisposition } from "@/lib/files/download-name";
import { type Admit, openFile, type ServedFile } from "@/lib/files/open-file";
import { extensionOf, isShownInline } from "@/lib/files/types";
import { openCopy } from "@/lib/generations/copies/open-copy";
import { db } from "@/lib/platform/db/client";
import { Prisma } from "@/lib/platform/db/generated/client";
import { openFilm } from "@/lib/sequences/exports/open-film";
import { AppError } from "@/lib/shared/errors";
import { isId } from "@/lib/shared/ids";
import { clipsOf } from "./clips-of";
import { findFilm } from "./find-film";
import { type Guest, type LiveShare, requireShare } from "./find-share";
import { whileItWorks } from "./while-it-works";

const SHARED_VARIANTS = ["video", "preview", "poster"] as const;

interface SharedFile {
  clip: string;
  variant: string;
  isDownload: boolean;
}

/**
 * A file of a clip for a guest. The link is asked each time, so that one which was revoked gives not another byte.
 * @throws AppError not-found for whatever the link does not show; what openCopy throws
 */
export async function openSharedFile(guest: Guest, { clip, variant, isDownload }: SharedFile): Promise<ServedFile> {
  const share = await requireShare(guest);
  const known = SHARED_VARIANTS.find((one) => one === variant);
  if (!known || !isId(clip)) throw new AppError("not-found");
  // Of a film guests see what it shows, and not what was cut away.
  if (known !== "poster" && (await findFilm(share))) throw new AppError("not-found");
  // What may not be taken away is not given whole where browsers play a smaller copy.
  const isWithheld = Prisma.sql`${known === "video" && !share.allowsDownload} AND EXISTS (
    SELECT 1 FROM files WHERE generation_id = ${clip}::uuid AND variant = 'preview')`;
  const isShown = Prisma.sql`EXISTS (SELECT 1 FROM (${clipsOf(share)}) AS shown WHERE shown.id = ${clip}::uuid)`;
  const admit = admitTo(share, Prisma.sql`${isShown} AND NOT (${isWithheld})`);
  if (!isDownload) return forGuests(guest, await openFile(admit, { generationId: clip, variant: known }), "clip");
  if (!share.allowsDownload || known !== "video") throw new AppError("not-found");
  const copy = await openCopy(admit, { generationId: clip, variant: known, withRecipe: false });
  return forGuests(guest, copy, `${share.title} ${clip.slice(-8)}`);
}

/** The film of a shared sequence. @throws AppError not-found; not-labelled */
export async function openSharedFilm(guest: Guest, isDownload: boolean): Promise<ServedFile> {
  const share = await requireShare(guest);
  const film = await findFilm(share);
  if (!film || (isDownload && !share.allowsDownload)) throw new AppError("not-found");
  const opened = await openFilm(admitTo(share, Prisma.sql`true`), film.id, isDownload);
  return forGuests(guest, opened, share.title || share.sequence?.name || "film");
}

/** Rows of the link's own team, where this holds as well. */
const admitTo =
  (share: LiveShare, condition: Prisma.Sql): Admit =>
  async <R extends OfTeam>(row: Prisma.Sql | null) => {
    const [found] = row
      ? await db.$queryRaw<R[]>`SELECT found.* FROM (${row}) AS found WHERE found."teamId" = ${share.teamId}::uuid AND ${condition}`
      : [];
    if (!found) throw new AppError("not-found");
    return { row: found };
  };

/** Nobody keeps it, and its name says nothing of the project or the prompt. */
const forGuests = (guest: Guest, file: ServedFile, name: string): ServedFile => ({
  ...whileItWorks(guest, file),
  cacheControl: "private, no-store",
  disposition: (isDownload) => {
    const kind = isDownload || !isShownInline(file.mime) ? "attachment" : "inline";
    return contentDisposition(kind, `${name.trim().replace(/[\s/\\:*?"<>|]+/gu, "-")}.${extensionOf(file.mime)}`);
  },
});
