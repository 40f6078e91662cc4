import { HEIF_BRANDS } from "@/lib/shared/heif-brands";
import type { RefusedType } from "@/lib/files/types";
import type { AssetKind } from "@/lib/models/catalog";

/** What the first bytes of a file say it is; names and declared types are never believed. */
export type DetectedType =
  | { ok: true; kind: AssetKind; mimeType: string }
  /** A message key under `assetProblems`: kinds of files that people do bring get a sentence of their own. */
  | { ok: false; code: RefusedType | "wrongType" };

/** How many bytes from the start of a file are enough to tell its type. */
export const SNIFF_BYTES = 4100;

const ascii = (bytes: Uint8Array, start: number, end: number): string => String.fromCharCode(...bytes.subarray(start, end));
const startsWith = (bytes: Uint8Array, ...signature: number[]): boolean => signature.every((byte, index) => bytes[index] === byte);

/** First boxes of QuickTime files so old that they carry no `ftyp`. */
const BARE_QUICKTIME = ["moov", "mdat", "wide", "free", "skip", "pnot"];

const image = (mimeType: string): DetectedType => ({ ok: true, kind: "image", mimeType });
const audio = (mimeType: string): DetectedType => ({ ok: true, kind: "audio", mimeType });
const refused = (code: Extract<DetectedType, { ok: false }>["code"]): DetectedType => ({ ok: false, code });

function fromBoxes(bytes: Uint8Array): DetectedType | null {
  const box = ascii(bytes, 4, 8);
  if (BARE_QUICKTIME.includes(box)) return { ok: true, kind: "video", mimeType: "video/quicktime" };
  if (box !== "ftyp") return null;
  const brand = ascii(bytes, 8, 12);
  if (HEIF_BRANDS.includes(brand)) return image("image/heic");
  if (brand === "avif" || brand === "avis") return image("image/avif");
  if (/^M4[AB] $/.test(brand)) return audio("audio/mp4");
  return { ok: true, kind: "video", mimeType: brand === "qt  " ? "video/quicktime" : "video/mp4" };
}

/** A frame header of MPEG audio, layer III: eleven set bits, then version, layer 01, and rates that exist. */
function isMp3Frame(bytes: Uint8Array): boolean {
  const [first = 0, second = 0, third = 0] = bytes;
  return (
    first === 0xff &&
    (second & 0xe0) === 0xe0 &&
    (second & 0x06) === 0x02 &&
    (second & 0x18) !== 0x08 &&
    (third & 0xf0) !== 0xf0 &&
    (third & 0x0c) !== 0x0c
  );
}

/** Tells the type of a file from its first SNIFF_BYTES bytes. Works in the browser and on the server. */
export function detectType(bytes: Uint8Array): DetectedType {
  if (startsWith(bytes, 0xff, 0xd8, 0xff)) return image("image/jpeg");
  if (startsWith(bytes, 0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a)) return image("image/png");
  if (/^GIF8[79]a$/.test(ascii(bytes, 0, 6))) return image("image/gif");
  if (startsWith(bytes, 0x49, 0x49, 0x2a, 0x00) || startsWith(bytes, 0x4d, 0x4d, 0x00, 0x2a)) return image("image/tiff");
  if (ascii(bytes, 0, 4) === "RIFF") {
    const form = ascii(bytes, 8, 12);
    if (form === "WEBP") return image("image/webp");
    if (form === "WAVE") return audio("audio/wav");
    return refused("wrongType");
  }
  // A bitmap's header is at least 26 bytes long, and its bytes 6 to 9 are reserved: two letters alone prove little.
  if (ascii(bytes, 0, 2) === "BM" && bytes.length >= 26 && bytes.subarray(6, 10).every((byte) => byte === 0)) return image("image/bmp");
  const boxed = fromBoxes(bytes);
  if (boxed) return boxed;
  // Some recorders write zeros before the first frame.
  const sound = bytes.subarray(
    Math.max(
      0,
      bytes.findIndex((byte) => byte !== 0),
    ),
  );
  if (ascii(sound, 0, 3) === "ID3" || isMp3Frame(sound)) return audio("audio/mpeg");
  if (startsWith(bytes, 0x1a, 0x45, 0xdf, 0xa3)) return { ok: true, kind: "video", mimeType: "video/webm" };
  if (ascii(bytes, 0, 4) === "fLaC") return audio("audio/flac");
  if (ascii(bytes, 0, 4) === "OggS") return audio("audio/ogg");
  // AAC in its raw form is what an ".m4a" often holds once it was renamed.
  if (bytes[0] === 0xff && ((bytes[1] ?? 0) & 0xf6) === 0xf0) return audio("audio/aac");
  if (
    /^\s*(?:<\?xml[^>]*>\s*)?(?:<!--[\s\S]*?-->\s*)?(?:<!DOCTYPE svg[^>]*>\s*)?<svg[\s>]/i.test(
      ascii(bytes, 0, 1024).replace(/^\u00ef\u00bb\u00bf/, ""),
    )
  )
    return refused("svg");
  return refused("wrongType");
}
