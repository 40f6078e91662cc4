import { libraryAnswer } from "@/lib/wire/envelopes";
import { drawMs } from "../create-task";
import { assetId, assetJobId } from "../ids";
import { findMediaProblem, keepMedia, LIBRARY_LIMITS, UnreadableMedia } from "../media";
import type { AssetRecord, MediaFile } from "../records";
import { findScenarios } from "../scenarios";
import type { Handler, World } from "../world";
import { groupFor } from "./groups";
import { refuse } from "./refuse-asset";

const EXTENSIONS = /\.(?:jpe?g|png|webp|bmp|tiff?|gif|heic|mp4|mov|wav|mp3)$/i;
/** The service adds text to the name and allows 64 in all: 45 characters passed, 50 did not. */
const MAX_NAME = 45;
const MAX_BYTES = 50 * 1024 * 1024;

export const uploadAsset: Handler = async (call, world) => {
  if (!world.switches.agreementAccepted) return refuse(world, 403, "Please read and accept the Asset Library User Agreement first");
  let form: FormData;
  try {
    form = await call.request.formData();
  } catch {
    // Whatever it was, it was no multipart form.
    return refuse(world, 400, "request Content-Type isn't multipart/form-data");
  }
  const file = form.get("file");
  if (!(file instanceof File)) return refuse(world, 400, "file is required");
  if (file.name.length > MAX_NAME) return refuse(world, 400, "Name must be no more than 64 characters");
  if (!EXTENSIONS.test(file.name)) return refuse(world, 400, `unsupported file type: ${file.name}`);
  if (file.size > MAX_BYTES) return refuse(world, 400, "file size exceeds the limit");
  const mine = [...world.store.assets.values()].filter((asset) => asset.key === call.key);
  const { uploadsPerMinute, assetPool } = world.switches;
  if (uploadsPerMinute !== null && mine.filter((asset) => world.now() - asset.createdAtMs < 60_000).length >= uploadsPerMinute)
    return refuse(world, 429, "QuotaWriteQPMExceeded: the write QPM quota of your account has been exceeded");
  if (assetPool !== null && mine.length >= assetPool)
    return refuse(world, 429, "QuotaSharedPoolExceeded: the asset quota of the shared pool has been exceeded");
  const text = (name: string): string | null => {
    const value = form.get(name);
    return typeof value === "string" && value !== "" ? value : null;
  };
  const group = groupFor(call.key, { id: text("group_id"), name: text("group_name") }, world);
  if (typeof group === "string") return refuse(world, 400, group);
  const asset = await register(file, group.groupId, call.key, world);
  world.store.saveAsset(asset);
  return libraryAnswer(200, { task_id: asset.jobId }, "");
};

async function register(file: File, groupId: string, key: string, world: World): Promise<AssetRecord> {
  const scenarios = findScenarios(file.name) as Record<string, string>;
  const nowMs = world.now();
  const { media, failure } = await examine(file, scenarios, world);
  world.store.facts.assetCounter += 1;
  world.store.saveFacts();
  const waitMs =
    scenarios["asset-never"] !== undefined
      ? Number.MAX_SAFE_INTEGER / 4
      : scenarios["asset-slow"] !== undefined
        ? 60_000
        : drawMs(world.timings.assetMs, world.random);
  return {
    jobId: assetJobId(nowMs, world.store.facts.assetCounter),
    assetId: assetId(nowMs, world.random),
    key,
    groupId,
    media,
    createdAtMs: nowMs,
    readyAtMs: nowMs + waitMs,
    failure,
    scenarios,
  };
}

/** The content is judged while it is processed: the upload succeeds, and the job fails. */
async function examine(file: File, scenarios: Record<string, string>, world: World): Promise<{ media: MediaFile; failure: string | null }> {
  const bytes = Buffer.from(await file.arrayBuffer());
  try {
    const media = await keepMedia(world.store.folder("assets"), file.name, bytes);
    const problem = findMediaProblem(media, LIBRARY_LIMITS);
    if (scenarios["asset-fail"] !== undefined) return { media, failure: "InternalError: failed to process the asset" };
    if (scenarios["asset-refused"] !== undefined)
      return { media, failure: "InputImageSensitiveContentDetected: the asset may contain sensitive information" };
    return { media, failure: problem ? `${problem.code}: ${problem.message}` : null };
  } catch (error) {
    if (!(error instanceof UnreadableMedia)) throw error;
    const media: MediaFile = {
      kind: "image",
      path: "",
      name: file.name,
      bytes: bytes.byteLength,
      format: "",
      width: null,
      height: null,
      seconds: null,
      framesPerSecond: null,
    };
    return { media, failure: `InvalidParameter: ${error.message}` };
  }
}

/** Open to everyone who knows the job id, as the service has it. */
export const assetJob: Handler = (call, world) => {
  const asset = world.store.assetJobs.get(call.url.searchParams.get("task_id") ?? "");
  if (!asset) return libraryAnswer(404, null, "task not found");
  if (world.now() < asset.readyAtMs) {
    switch (world.switches.assetNotReady) {
      case "empty":
        return libraryAnswer(200, { asset_id: "" }, "");
      case "null":
        return libraryAnswer(200, null, "");
      case "code":
        return libraryAnswer(202, null, "the asset is still processing");
    }
  }
  return asset.failure === null ? libraryAnswer(200, { asset_id: asset.assetId }, "") : libraryAnswer(500, null, asset.failure);
};
