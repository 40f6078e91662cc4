import type { Actor } from "@/lib/access/callers/actor";
import { db } from "@/lib/platform/db/client";
import { getEnv } from "@/lib/platform/env";
import { diskMarks } from "@/lib/platform/storage/disk-marks";
import { getStorage } from "@/lib/platform/storage/storage";
import { newId } from "@/lib/shared/ids";
import { paths } from "@/lib/shared/paths";
import { cleanAssetName } from "./asset-name";
import { findTwin } from "./find-twin";
import { ASSET_LIMITS, findProblem, kindOfFile } from "./limits";
import { fileRefusal } from "./refuse-file";
import type { RequestUploadInput } from "./schema";
import { toAssetView, type UploadTicket } from "./view";

/** Files that one person may have begun and not ended within an hour. More is a loop, not a person. */
const MAX_UNFINISHED = 100;

/**
 * Makes room for one file: a row in state `uploading` and the address for its bytes. Bytes that the team has
 * already are not sent again: then the answer is the ready asset and no address.
 *
 * @throws AppError wrong-type, too-large, bad-input, too-many-requests, storage-full; `fields.file` says which sentence
 */
export async function requestUpload(actor: Actor, input: RequestUploadInput): Promise<UploadTicket> {
  const declared = kindOfFile(input.mimeType, input.name);
  if (!declared.ok) throw fileRefusal({ code: declared.code, values: {} });
  const { kind } = declared;
  const problem = findProblem(kind, { sizeBytes: input.sizeBytes, width: null, height: null, durationMs: null, framesPerSecond: null });
  if (problem) throw fileRefusal(problem);

  const twin = input.sha256 ? await findTwin(actor, input.sha256) : null;
  if (twin) return { asset: toAssetView(twin), uploadUrl: null };

  await refuseTooMany(actor);
  await refuseFullStorage(input.sizeBytes);
  const asset = await db.asset.create({
    data: {
      id: newId(),
      teamId: actor.teamId,
      createdById: actor.userId,
      kind,
      status: "uploading",
      name: cleanAssetName(input.name),
      mimeType: declared.mimeType ?? ASSET_LIMITS[kind].mimeTypes[0],
      sizeBytes: input.sizeBytes,
      sha256: input.sha256 ?? null,
    },
  });
  return { asset: toAssetView(asset), uploadUrl: paths.api.upload(asset.id) };
}

async function refuseTooMany(actor: Actor): Promise<void> {
  const anHourAgo = new Date(Date.now() - 3_600_000);
  const unfinished = await db.asset.count({
    where: { teamId: actor.teamId, createdById: actor.userId, status: "uploading", deletedAt: null, createdAt: { gt: anHourAgo } },
  });
  if (unfinished >= MAX_UNFINISHED) throw fileRefusal({ code: "tooManyUploads", values: { limit: MAX_UNFINISHED } });
}

async function refuseFullStorage(sizeBytes: number): Promise<void> {
  const { freeBytes, totalBytes } = await getStorage().check();
  const isTooFull = freeBytes !== null && freeBytes - sizeBytes < diskMarks(totalBytes ?? freeBytes, getEnv()).softBytes;
  if (isTooFull) throw fileRefusal({ code: "storageFull", values: {} });
}
