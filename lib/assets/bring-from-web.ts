import { createHash } from "node:crypto";
import { arrayBuffer } from "node:stream/consumers";
import type { Actor } from "@/lib/access/callers/actor";
import { singleton } from "@/lib/platform/singleton";
import { DownloadError, openResult, type OpenResultOptions } from "@/lib/providers/download";
import { atMost } from "@/lib/shared/at-most";
import { detectType } from "./detect-type";
import { findCeilingProblem, UPLOAD_CEILINGS } from "./limits";
import { fileRefusal } from "./refuse-file";
import { requestUpload } from "./request-upload";
import type { BringFromWebInput } from "./schema";
import { takeOwnFile } from "./take-own-file";
import type { AssetView } from "./view";

/** Somebody looks at the place where the picture will be. */
const TIMEOUT_MS = 30_000;
const SLOWEST = { bytesPerSecond: 20 * 1024, windowMs: 10_000 };

/** Each lies in memory until it is known what it is, so they come a few at a time. */
const fetching = singleton("pictures of the web", () => atMost(2));

/** For tests: stands in for the network. */
type Network = Pick<OpenResultOptions, "fetch" | "lookup" | "slowest">;

/**
 * Brings a picture that was dragged here from another page and came as an address alone. Only public addresses are asked, by https,
 * without anything of the person's, and whatever goes wrong there is told in the same words: nobody learns from
 * us what answers where.
 * @throws the refusals of a file: addressOnly where it cannot be fetched or is no picture, tooLarge, and those of every upload
 */
export async function bringFromWeb(actor: Actor, { url }: BringFromWebInput, network: Network = {}): Promise<AssetView> {
  const bytes = await fetching.get()(() => fetchPicture(url, network));
  const type = detectType(bytes);
  if (!type.ok || type.kind !== "image") throw fileRefusal({ code: "addressOnly", values: {} });
  const { asset, uploadUrl } = await requestUpload(actor, {
    ...{ name: nameIn(url), mimeType: type.mimeType, sizeBytes: bytes.length },
    sha256: createHash("sha256").update(bytes).digest("hex"),
  });
  return uploadUrl === null ? asset : takeOwnFile(actor, asset.id, bytes);
}

async function fetchPicture(url: string, network: Network): Promise<Buffer> {
  const signal = AbortSignal.timeout(TIMEOUT_MS);
  const maxBytes = UPLOAD_CEILINGS.image;
  try {
    const { stream, contentType } = await openResult(url, { slowest: SLOWEST, ...network, trustedOrigins: [], maxBytes, signal });
    if (contentType !== null && !/^(image\/|application\/octet-stream)/iu.test(contentType)) {
      await stream.cancel();
      throw fileRefusal({ code: "addressOnly", values: {} });
    }
    return Buffer.from(await arrayBuffer(stream));
  } catch (error) {
    if (!(error instanceof DownloadError)) throw error;
    const problem = error.problem === "tooLarge" ? findCeilingProblem("image", maxBytes + 1) : null;
    throw fileRefusal(problem ?? { code: "addressOnly", values: {} }, error);
  }
}

/** What the address calls it; its type says the ending. */
function nameIn(url: string): string {
  const last = new URL(url).pathname.split("/").at(-1) ?? "";
  try {
    return decodeURIComponent(last) || "picture";
  } catch {
    return last;
  }
}
