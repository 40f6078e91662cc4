import type { OfTeam } from "@/lib/access/identity/sessions";
import { contentDisposition } from "@/lib/files/download-name";
import { aiMarkBox } from "@/lib/files/label/ai-mark";
import { type Admit, openFile, served, type ServedFile } from "@/lib/files/open-file";
import { sealed } from "@/lib/files/seal/sealed";
import { extensionOf, isShownInline } from "@/lib/files/types";
import { withTail } from "@/lib/files/with-tail";
import { db } from "@/lib/platform/db/client";
import type { File } from "@/lib/platform/db/generated/client";
import { Prisma } from "@/lib/platform/db/generated/client";
import { isMarkedForEu, type LabelPolicy } from "@/lib/projects/label-policy";
import { AppError } from "@/lib/shared/errors";
import { isId } from "@/lib/shared/ids";
import { filmCopyOf, type GuestCopy, guestCopyOf, ringForCopy } from "../copies/guest-copy";
import { readCopies } from "../copies/read-copies";
import { clipsOf } from "../copies/clips-of";
import { findFilm } from "./find-film";
import { type Guest, type LiveShare, requireShare } from "./find-share";
import { whileItWorks } from "./while-it-works";

interface SharedFile {
  clip: string;
  variant: string;
  isDownload: boolean;
}

/**
 * A file of a clip for a guest: its poster, or what the link gives of the clip itself. The link is asked each time, so that one which was
 * revoked gives not another byte.
 * @throws AppError not-found for whatever the link does not show; copies-preparing where it is being made
 */
export async function openSharedFile(guest: Guest, { clip, variant, isDownload }: SharedFile): Promise<ServedFile> {
  const share = await requireShare(guest);
  if (!isId(clip) || (isDownload && !(share.allowsDownload && variant === "video"))) throw new AppError("not-found");
  if (variant === "poster") {
    const isShown = Prisma.sql`EXISTS (SELECT 1 FROM (${clipsOf(share)}) AS shown WHERE shown.id = ${clip}::uuid)`;
    return forGuests(guest, await openFile(admitTo(share, isShown), { generationId: clip, variant }), "clip");
  }
  // Of a film guests see what it shows, and not what was cut away.
  if (variant !== "video" || (await findFilm(share))) throw new AppError("not-found");
  const shown = (await readCopies(share, clip)).get(clip);
  if (!shown) throw new AppError("not-found");
  const { aiLabels } = shown;
  // What is taken away is the clip itself, where nothing is drawn over it.
  const copy = isDownload ? guestCopyOf(share, { aiLabels, hasPreview: false }) : shown.copy;
  const file = await openMarked(share, { generationId: clip }, copy, aiLabels);
  return forGuests(guest, file, isDownload ? `${share.title} ${clip.slice(-8)}` : "clip");
}

/** The film of a shared sequence. @throws AppError not-found; not-labelled; copies-preparing */
export async function openSharedFilm(guest: Guest, isDownload: boolean): Promise<ServedFile> {
  const share = await requireShare(guest);
  const film = await findFilm(share);
  if (!film || (isDownload && !share.allowsDownload)) throw new AppError("not-found");
  if (film.isUnlabelled) throw new AppError("not-labelled");
  const file = await openMarked(share, { exportId: film.id }, filmCopyOf(share), film.aiLabels);
  return forGuests(guest, file, share.title || share.sequence?.name || "film");
}

/** This copy, with the mark behind it that its project wants on whatever leaves the studio. Who may see it has been asked. */
async function openMarked(
  { teamId }: Pick<LiveShare, "teamId">,
  of: { generationId: string } | { exportId: string },
  copy: GuestCopy,
  aiLabels: LabelPolicy,
): Promise<ServedFile> {
  const found = await db.file.findFirst({ where: { ...of, teamId, ...copy, trashedAt: null } });
  const file = found && isUsable(found) ? found : null;
  if (!file) {
    if (copy.variant === "video") throw new AppError("not-found");
    await ringForCopy(of, copy);
    throw new AppError("copies-preparing", { values: { count: 1 } });
  }
  const plain = await served(file, "clip");
  return isMarkedForEu(aiLabels) ? withTail(plain, await sealed(file, aiMarkBox())) : plain;
}

/** A copy that is damaged is made anew; the clip itself says that it is damaged. */
const isUsable = ({ variant, damagedAt }: File): boolean => damagedAt === null || variant === "video";

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
