import { detectType, SNIFF_BYTES } from "@/lib/assets/detect-type";
import { findCeilingProblem, findProblems, type FileProblem, isKept, type MediaFacts } from "@/lib/assets/limits";
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

/**
 * Tells a file's type by its bytes and measures it through `previewUrl`. What breaks a limit is brought all the same, because it is kept and
 * mended; only what could not be is stopped here.
 */
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
  const tooLarge = findCeilingProblem(kind, file.size);
  if (tooLarge) return { ok: false, problem: tooLarge };
  Object.assign(facts, kind === "image" ? await measureImage(previewUrl) : await measureClip(previewUrl, kind));
  const problem = findProblems(kind, facts).find((one) => !isKept(one));
  return problem ? { ok: false, problem } : { ok: true, kind, mimeType, facts };
}
