const MAX_BYTES = 200;
const encoder = new TextEncoder();

/**
 * A file's name as it is kept and shown: text only, never a path. NFC, one line, without control and direction
 * marks (a name could otherwise pretend to end in ".png"), at most 200 bytes with its extension kept.
 */
export function cleanAssetName(raw: string): string {
  const name = raw
    .normalize("NFC")
    .replace(/^.*[\\/]/s, "")
    .replace(/[\p{Cc}\p{Cs}\u200b\u200e\u200f\u2028-\u202e\u2060\u2066-\u2069\ufeff]+/gu, "")
    .replace(/\s+/gu, " ")
    .trim();
  if (encoder.encode(name).length <= MAX_BYTES) return name || "file";
  const extension = /\.[A-Za-z0-9]{1,8}$/.exec(name)?.[0] ?? "";
  let stem = "";
  for (const { segment } of new Intl.Segmenter().segment(name.slice(0, name.length - extension.length))) {
    if (encoder.encode(stem + segment + extension).length > MAX_BYTES) break;
    stem += segment;
  }
  return stem + extension;
}
