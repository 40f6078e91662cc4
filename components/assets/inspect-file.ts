import { detectType, SNIFF_BYTES } from "@/lib/assets/detect-type";
import { findProblem, type FileProblem, isFitted, type MediaFacts } from "@/lib/assets/limits";
import type { AssetKind } from "@/lib/models/catalog";

/** What the browser could tell of a file before it is sent. Facts that it cannot read are null: the server reads them. */
export type Inspection = { ok: true; kind: AssetKind; mimeType: string; facts: MediaFacts } | { ok: false; problem: FileProblem };

/** Some files make a media element wait for ever; then the server decides. */
const METADATA_TIMEOUT_MS = 8000;

type Measured = Pick<MediaFacts, "width" | "height" | "durationMs">;
const UNKNOWN: Measured = { width: null, height: null, durationMs: null };

function measureImage(url: string): Promise<Measured> {
  return new Promise((resolve) => {
    const image = new Image();
    image.onload = () => resolve({ width: image.naturalWidth, height: image.naturalHeight, durationMs: null });
    // TIFF is welcome but no browser except one shows it.
    image.onerror = () => resolve(UNKNOWN);
    image.src = url;
  });
}

function measureClip(url: string, kind: "video" | "audio"): Promise<Measured> {
  return new Promise((resolve) => {
    const element = document.createElement(kind);
    const finish = (measured: Measured) => {
      clearTimeout(timer);
      element.onloadedmetadata = element.onerror = null;
      element.removeAttribute("src");
      element.load();
      resolve(measured);
    };
    const timer = setTimeout(() => finish(UNKNOWN), METADATA_TIMEOUT_MS);
    element.preload = "metadata";
    element.muted = true;
    element.onloadedmetadata = () => {
      const seconds = element.duration;
      const [width, height] =
        element instanceof HTMLVideoElement && element.videoWidth > 0 ? [element.videoWidth, element.videoHeight] : [null, null];
      finish({ width, height, durationMs: Number.isFinite(seconds) ? Math.round(seconds * 1000) : null });
    };
    element.onerror = () => finish(UNKNOWN);
    element.src = url;
  });
}

/** A browser guesses the length of some MP3s wrongly, and what can be made to fit is no problem: then the server decides. */
const isSure = (kind: AssetKind, mimeType: string, code: FileProblem["code"]): boolean =>
  !isFitted(kind, code) && !(mimeType === "audio/mpeg" && (code === "tooShort" || code === "tooLong"));

/** Tells a file's type by its bytes, measures it through `previewUrl`, and holds it to the limits that the server will check again. */
export async function inspectFile(file: File, previewUrl: string): Promise<Inspection> {
  let head: Uint8Array;
  try {
    head = new Uint8Array(await file.slice(0, SNIFF_BYTES).arrayBuffer());
  } catch {
    // Moved, deleted or not readable since it was chosen.
    return { ok: false, problem: { code: "unreadable", values: {} } };
  }
  if (file.size === 0) return { ok: false, problem: { code: "empty", values: {} } };
  const type = detectType(head);
  if (!type.ok) return { ok: false, problem: { code: type.code, values: {} } };
  const { kind, mimeType } = type;
  const facts: MediaFacts = { sizeBytes: file.size, framesPerSecond: null, ...UNKNOWN };
  const tooLarge = findProblem(kind, facts);
  if (tooLarge) return { ok: false, problem: tooLarge };
  Object.assign(facts, kind === "image" ? await measureImage(previewUrl) : await measureClip(previewUrl, kind));
  const problem = findProblem(kind, facts);
  return problem && isSure(kind, mimeType, problem.code) ? { ok: false, problem } : { ok: true, kind, mimeType, facts };
}
