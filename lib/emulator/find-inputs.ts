import type { ModelEntry } from "@/lib/models/catalog";
import type { CheckedItem } from "@/lib/wire/check-content";
import { invalidParameter, Refusal, unfit } from "@/lib/wire/refusal";
import type { Surface } from "@/lib/wire/told-task";
import { findMediaProblem, keepMedia, limitsOf, UnreadableMedia } from "./media";
import type { MediaFile, TaskInput } from "./records";
import type { FidelitySwitches } from "./settings";
import type { Store } from "./store";

export type FoundInput = TaskInput & { param: string; scenarioText: string };

interface Surroundings {
  store: Store;
  switches: FidelitySwitches;
  key: string;
  surface: Surface;
  nowMs: number;
  /** How media on the open web is brought in. */
  fetchMedia: typeof fetch;
  model: ModelEntry;
  family: string;
}

/**
 * Finds and measures what the items point to: assets of this key, base64, or addresses on the open web.
 * @throws Refusal for a missing asset first, then for what breaks a limit
 */
export async function findInputs(items: readonly CheckedItem[], around: Surroundings): Promise<FoundInput[]> {
  const found: FoundInput[] = [];
  for (const item of items) {
    const media = await findMedia(item, around);
    if (media.kind !== item.kind) {
      throw invalidParameter(
        item.param,
        `The parameter \`${item.param}\` specified in the request is not valid: expected ${item.kind === "image" ? "an image" : `a ${item.kind}`}, but received ${media.kind}${item.kind === "audio" ? "; the audio format is not valid" : ""}.`,
      );
    }
    found.push({ slot: item.slot, kind: item.kind, url: shortUrl(item.url), media, param: item.param, scenarioText: media.name });
  }
  const limits = limitsOf(around.model, around.family);
  for (const input of found) {
    const problem = findMediaProblem(input.media, limits);
    if (problem)
      throw new Refusal(400, problem.code, `The parameter \`${input.param}\` specified in the request is not valid: ${problem.message}.`, {
        param: input.param,
      });
  }
  for (const kind of ["video", "audio"] as const) {
    const all = found.filter((input) => input.kind === kind && input.slot === "reference");
    const seconds = all.reduce((sum, input) => sum + (input.media.seconds ?? 0), 0);
    const last = all.at(-1);
    if (last && seconds > limits.maxSeconds[kind]) {
      throw unfit(
        last.param,
        `${kind} total duration (seconds) must be less than or equal to ${limits.maxSeconds[kind]} for model ${around.family} in r2v`,
      );
    }
  }
  return found;
}

/** Base64 is remembered by its beginning: the bytes lie on disk. */
const shortUrl = (url: string): string => (url.startsWith("data:") ? `${url.slice(0, 48)}…` : url);

async function findMedia(item: CheckedItem, around: Surroundings): Promise<MediaFile> {
  if (/^asset:\/\//i.test(item.url)) return findAsset(item, around);
  if (around.switches.assetsOnly) throw unfit(item.param, "media must be uploaded to the asset library and given as asset://<ASSET_ID>");
  if (/^data:/i.test(item.url)) return readDataUrl(item, around);
  if (/^https?:\/\//i.test(item.url)) return fetchUrl(item, around);
  throw unfit(item.param, "expected asset://<ASSET_ID>, a URL or base64 data");
}

function findAsset(item: CheckedItem, around: Surroundings): MediaFile {
  const id = item.url.slice("asset://".length);
  const asset = around.store.assets.get(id);
  // Another key's asset, one that is still processed and one that failed cannot be told from a missing one.
  if (!asset || asset.key !== around.key || asset.failure !== null || asset.readyAtMs + around.switches.assetReviewMs > around.nowMs) {
    throw unfit(item.param, `the specified asset ${id} is not found`);
  }
  return asset.media;
}

async function readDataUrl(item: CheckedItem, around: Surroundings): Promise<MediaFile> {
  const match = /^data:([a-z]+)\/([\w.+-]+);base64,/.exec(item.url.slice(0, 100));
  if (!match || match[1] !== item.kind) throw unfit(item.param, `expected data:${item.kind}/<format>;base64 with a lowercase format`);
  // ByteDance itself takes no video so; the page of PowerTokens says that it does.
  if (item.kind === "video" && (around.surface === "ark" || around.switches.base64Video === "refuse"))
    throw unfit(item.param, "base64 is not supported for video");
  return keep(item, `inline.${match[2] ?? ""}`, Buffer.from(item.url.slice(match[0].length), "base64"), around);
}

async function fetchUrl(item: CheckedItem, around: Surroundings): Promise<MediaFile> {
  let bytes: Buffer;
  try {
    const response = await around.fetchMedia(item.url, { signal: AbortSignal.timeout(20_000) });
    if (!response.ok) throw new Error(`HTTP ${response.status}`);
    bytes = Buffer.from(await response.arrayBuffer());
  } catch (error) {
    const timedOut = error instanceof Error && error.name === "TimeoutError";
    throw unfit(item.param, timedOut ? "timeout while fetching resource" : "resource download failed");
  }
  return keep(item, decodeURIComponent(new URL(item.url).pathname.split("/").at(-1) ?? ""), bytes, around);
}

async function keep(item: CheckedItem, name: string, bytes: Buffer, around: Surroundings): Promise<MediaFile> {
  try {
    return await keepMedia(around.store.folder("inputs"), name, bytes);
  } catch (error) {
    if (!(error instanceof UnreadableMedia)) throw error;
    if (item.kind === "image")
      throw new Refusal(
        400,
        "InvalidImageURL.InvalidFormat",
        `The parameter \`${item.param}\` specified in the request is not valid: the image is unreadable or its format is not supported.`,
        { param: item.param },
      );
    throw unfit(item.param, `${item.kind} format is not valid`);
  }
}
