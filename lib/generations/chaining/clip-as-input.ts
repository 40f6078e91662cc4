import { createHash } from "node:crypto";
import type { Actor } from "@/lib/access/callers/actor";
import { takeOwnFile } from "@/lib/assets/take-own-file";
import { requestUpload } from "@/lib/assets/request-upload";
import type { AssetView } from "@/lib/assets/view";
import { downloadName } from "@/lib/files/download-name";
import { readFileFacts } from "@/lib/files/facts";
import { FRAMES_PER_SECOND } from "@/lib/models/catalog";
import { db } from "@/lib/platform/db/client";
import { grabFrameNumber, grabLastFrame } from "@/lib/platform/ffmpeg/frames";
import { FfmpegError } from "@/lib/platform/ffmpeg/run-ffmpeg";
import { getStorage } from "@/lib/platform/storage/storage";
import type { ByteSource } from "@/lib/platform/storage/types";
import { AppError } from "@/lib/shared/errors";
import { inTurn } from "@/lib/shared/in-turn";
import type { AsInputInput } from "./schema";

/**
 * Makes a clip, or one of its frames, an asset of the team, on the same way as what people bring: it counts, is known again by
 * its bytes, and can be used like any other. Frames are cut from our own file, so that none has to be asked for before paying.
 * @throws AppError not-found, media-damaged, unavailable, and the refusals of an upload
 */
export const clipAsInput = (actor: Actor, input: AsInputInput): Promise<AssetView> =>
  // Decoding is work: whoever presses ten times waits for the tenth.
  inTurn(`frames ${actor.userId}`, () => take(actor, input));

async function take(actor: Actor, { id, part }: AsInputInput): Promise<AssetView> {
  const clip = await findClip(actor, id);
  const { source, mimeType, sizeBytes, sha256 } = part === "whole" ? await wholeOf(clip.video) : await pictureOf(clip, part);
  const name = downloadName({
    generationId: id,
    variant: "video",
    mime: mimeType,
    projectName: clip.projectName,
    prompt: clip.prompt,
    resolution: clip.resolution,
    durationSeconds: clip.durationSeconds,
    ...(part !== "whole" && { frame: part }),
  });
  const { asset, uploadUrl } = await requestUpload(actor, { name, mimeType, sizeBytes, ...(sha256 !== null && { sha256 }) });
  const taken = uploadUrl === null ? asset : await takeOwnFile(actor, asset.id, await source());
  // The same bytes may have been taken, or brought, before: then that is where they are from.
  await db.asset.updateMany({
    where: { id: taken.id, fromGenerationId: null },
    data: { fromGenerationId: id, fromFrame: part === "whole" ? null : part === "last" ? clip.lastFrame : part },
  });
  return taken;
}

type VideoFile = Awaited<ReturnType<typeof findClip>>["video"];

async function findClip({ teamId }: Actor, id: string) {
  const row = await db.generation.findFirst({
    where: { id, teamId, deletedAt: null, project: { deletedAt: null } },
    include: { project: { select: { name: true } }, files: { where: { variant: { in: ["video", "lastFrame"] }, trashedAt: null } } },
  });
  const video = row?.files.find(({ variant }) => variant === "video");
  if (!row || !video) throw new AppError("not-found");
  if (video.damagedAt !== null) throw new AppError("media-damaged");
  const framesPerSecond = readFileFacts(video.facts).framesPerSecond ?? FRAMES_PER_SECOND;
  const lengthSeconds = (video.durationMs ?? 0) / 1000;
  return {
    ...{ prompt: row.prompt, resolution: row.resolution, projectName: row.project.name, video, framesPerSecond },
    durationSeconds: row.actualDuration ?? row.durationSeconds,
    lastFrame: Math.max(0, Math.round(lengthSeconds * framesPerSecond) - 1),
    keptLast: row.files.find(({ variant, damagedAt }) => variant === "lastFrame" && damagedAt === null) ?? null,
  };
}

interface Taken {
  mimeType: string;
  sizeBytes: number;
  sha256: string | null;
  source: () => Promise<ByteSource>;
}

/** A file of ours as it is. It is looked for first: a place that was promised to it would stay taken for a day. */
async function wholeOf({ key, mime, sha256 }: VideoFile): Promise<Taken> {
  const found = await getStorage().stat(key);
  if (!found) throw new AppError("media-damaged");
  const open = async (): Promise<ByteSource> => {
    const opened = await getStorage().openRange(key);
    if (!opened) throw new AppError("media-damaged");
    return opened.stream;
  };
  return { mimeType: mime, sizeBytes: found.sizeBytes, sha256, source: open };
}

async function pictureOf(
  { video, framesPerSecond, keptLast }: Awaited<ReturnType<typeof findClip>>,
  part: number | "last",
): Promise<Taken> {
  // As the provider made it, without the losses of a video and without a watermark.
  if (part === "last" && keptLast && (await getStorage().stat(keptLast.key)) !== null) return wholeOf(keptLast);
  const bytes = await getStorage()
    .withLocalFile(video.key, (file) => (part === "last" ? grabLastFrame(file) : grabFrameNumber(file, { frame: part, framesPerSecond })))
    .catch((error: unknown) => {
      throw refusalOf(error);
    });
  const sha256 = createHash("sha256").update(bytes).digest("hex");
  return { mimeType: "image/png", sizeBytes: bytes.length, sha256, source: () => Promise.resolve(bytes) };
}

/** What came while a frame was cut, as a sentence about the clip. */
function refusalOf(error: unknown): unknown {
  if (error instanceof AppError) return error.code === "not-found" ? new AppError("media-damaged", { cause: error }) : error;
  if (!(error instanceof FfmpegError)) return error;
  return new AppError(error.reason === "failed" ? "media-damaged" : "unavailable", { cause: error });
}
