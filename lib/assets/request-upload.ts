import type { Actor } from "@/lib/access/callers/actor";
import { typesToBring } from "@/lib/files/types";
import { db, type Tx, withTransaction } from "@/lib/platform/db/client";
import { getEnv } from "@/lib/platform/env";
import { diskMarks } from "@/lib/platform/storage/disk-marks";
import { getStorage } from "@/lib/platform/storage/storage";
import { newId } from "@/lib/shared/ids";
import { inTurn } from "@/lib/shared/in-turn";
import { paths } from "@/lib/shared/paths";
import { cleanAssetName } from "./asset-name";
import { findTwin } from "./find-twin";
import { ASSET_LIMITS, findCeilingProblem, kindOfFile, LARGEST_KIND } from "./limits";
import { fileRefusal } from "./refuse-file";
import type { RequestUploadInput } from "./schema";
import { toAssetView, type UploadTicket } from "./view";

/** Files that one person may have begun and not ended within an hour. More is a loop, not a person. */
const MAX_UNFINISHED = 100;
const GIB = 1024 ** 3;

/**
 * Makes room for one file: a row in state `uploading` and the address for its bytes. Bytes that the team has
 * already are not sent again: then the answer is the ready asset and no address. Bytes that this person has begun to bring go on.
 *
 * @throws AppError too-large, bad-input, too-many-requests, storage-full; `fields.file` says which sentence
 */
export const requestUpload = (actor: Actor, input: RequestUploadInput): Promise<UploadTicket> =>
  inTurn(`upload ${actor.teamId}`, () => reserve(actor, input));

async function reserve(actor: Actor, input: RequestUploadInput): Promise<UploadTicket> {
  // What it is called and said to be is only a guess until its bytes are here: nothing is refused for it.
  const guess = kindOfFile(input.mimeType, input.name);
  const kind = guess.ok ? guess.kind : "image";
  const problem = findCeilingProblem(LARGEST_KIND, input.sizeBytes);
  if (problem) throw fileRefusal(problem);

  const twin = input.sha256 ? await findTwin(actor, input.sha256) : null;
  if (twin) return { asset: toAssetView(twin), uploadUrl: null };

  // Chosen again after the page was left: it goes on where it was.
  const begun = input.sha256 ? await findBegun(actor, input.sha256, input.sizeBytes) : null;
  if (begun) return { asset: toAssetView(begun), uploadUrl: paths.api.upload(begun.id) };

  await refuseFullStorage(input.sizeBytes);
  // The row is the reservation: what was promised to others counts before its first byte, and one ticket is given at a time.
  const asset = await withTransaction(async (tx) => {
    await tx.$executeRaw`SELECT pg_advisory_xact_lock(hashtext('dailies.uploads.' || ${actor.teamId}))`;
    await refuseTooMany(tx, actor);
    await refuseOverQuota(tx, actor, input.sizeBytes);
    return tx.asset.create({
      data: {
        id: newId(),
        teamId: actor.teamId,
        createdById: actor.userId,
        kind,
        status: "uploading",
        name: cleanAssetName(input.name),
        mimeType: (guess.ok && guess.mimeType) || typesToBring(kind)[0]!.mime,
        sizeBytes: input.sizeBytes,
        sourceSha256: input.sha256 ?? null,
      },
    });
  });
  return { asset: toAssetView(asset), uploadUrl: paths.api.upload(asset.id) };
}

/** What this person has begun to bring of these very bytes, and not ended. */
const findBegun = ({ teamId, userId }: Actor, sourceSha256: string, sizeBytes: number) =>
  db.asset.findFirst({
    where: { teamId, createdById: userId, sourceSha256, sizeBytes, status: "uploading", deletedAt: null },
    orderBy: [{ createdAt: "desc" }, { id: "desc" }],
  });

async function refuseTooMany(tx: Tx, actor: Actor): Promise<void> {
  const [{ count }] = await tx.$queryRaw<[{ count: bigint }]>`
    SELECT count(*) FROM assets
    WHERE team_id = ${actor.teamId}::uuid AND created_by_id = ${actor.userId}::uuid AND status = 'uploading'
      AND deleted_at IS NULL AND created_at > now() - interval '1 hour'`;
  if (count >= MAX_UNFINISHED) throw fileRefusal({ code: "tooManyUploads", values: { limit: MAX_UNFINISHED } });
}

/** @throws the refusals teamBytes and teamFiles: what the team has, and what it was promised room for. What is generated does not count: it was paid for. */
export async function refuseOverQuota(tx: Tx, actor: Actor, sizeBytes: number): Promise<void> {
  const { teamUploadGib, teamUploadFiles } = getEnv();
  const [used] = await tx.$queryRaw<[{ bytes: number; files: number }]>`
    SELECT coalesce(sum(bytes), 0)::float8 AS bytes, count(*) FILTER (WHERE variant = 'original')::int AS files FROM (
      SELECT bytes, variant FROM files WHERE team_id = ${actor.teamId}::uuid AND asset_id IS NOT NULL AND trashed_at IS NULL
      UNION ALL SELECT size_bytes, 'original' FROM assets
      WHERE team_id = ${actor.teamId}::uuid AND status = 'uploading' AND deleted_at IS NULL
      -- What is being made of a file is as large as files may be, until it is known.
      UNION ALL SELECT ${ASSET_LIMITS[LARGEST_KIND].maxBytes}, 'original' FROM asset_mends
      WHERE team_id = ${actor.teamId}::uuid AND next_action_at IS NOT NULL) AS taken`;
  if (used.bytes + sizeBytes > teamUploadGib * GIB) throw fileRefusal({ code: "teamBytes", values: { gigabytes: teamUploadGib } });
  if (used.files >= teamUploadFiles) throw fileRefusal({ code: "teamFiles", values: { limit: teamUploadFiles } });
}

/** @throws the refusal storageFull where the disk would be too full for the clips that were paid for */
export async function refuseFullStorage(sizeBytes: number): Promise<void> {
  const { freeBytes, totalBytes } = await getStorage().check();
  const isTooFull = freeBytes !== null && freeBytes - sizeBytes < diskMarks(totalBytes ?? freeBytes, getEnv()).softBytes;
  if (isTooFull) throw fileRefusal({ code: "storageFull", values: {} });
}
