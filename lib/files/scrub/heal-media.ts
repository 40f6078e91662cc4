import { takeCall } from "@/lib/connections/budget";
import { findConnection, getProviderOf } from "@/lib/connections/connection";
import { db } from "@/lib/platform/db/client";
import type { Generation, Media } from "@/lib/platform/db/generated/client";
import { logger } from "@/lib/platform/log";
import { getStorage } from "@/lib/platform/storage/storage";
import { openResult } from "@/lib/providers/download";
import { type FiledPicture, makeLastFrame, makePoster } from "../file-pictures";

export type DamagedMedia = Media & { generation: Generation };

/**
 * Brings back a file that is damaged or gone. The provider shows a task for seven days, with a fresh link each time:
 * of a clip or its last frame nothing but the very same bytes is taken. A picture of ours is made again from the clip.
 *
 * @returns what its row has to say now, or null when it could not be brought back
 */
export async function healMedia(media: DamagedMedia, signal: AbortSignal): Promise<Partial<FiledPicture> | null> {
  try {
    if (media.kind === "poster") return await makePoster(media.generation);
    if (await fetchAgain(media, signal)) return {};
    return media.kind === "lastFrame" ? await makeLastFrame(media.generation) : null;
  } catch (error) {
    signal.throwIfAborted();
    logger.warn(
      { generationId: media.generationId, mediaId: media.id, kind: media.kind, err: error },
      "a damaged file could not be brought back",
    );
    return null;
  }
}

async function fetchAgain({ generation, ...media }: DamagedMedia, signal: AbortSignal): Promise<boolean> {
  if (generation.providerTaskId === null || generation.providerAccount === null) return false;
  const connection = await findConnection(generation.providerAccount);
  if (!connection || !(await takeCall(db, connection.account, "poll"))) return false;
  const task = await getProviderOf(connection, generation).video.getTask(generation.providerTaskId);
  const url = media.kind === "video" ? task.videoUrl : task.lastFrameUrl;
  if (url === null) return false;
  const { stream } = await openResult(url, { trustedOrigins: [connection.baseUrl], maxBytes: Number(media.sizeBytes), signal });
  await getStorage().put(media.storageKey, stream, {
    contentType: media.mimeType,
    expectedBytes: Number(media.sizeBytes),
    expectedSha256: media.sha256,
    signal,
  });
  return true;
}
