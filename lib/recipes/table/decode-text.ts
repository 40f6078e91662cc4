const BOMS: readonly [encoding: string, bytes: readonly number[]][] = [
  ["utf-8", [0xef, 0xbb, 0xbf]],
  ["utf-16le", [0xff, 0xfe]],
  ["utf-16be", [0xfe, 0xff]],
];

/** So much is enough to see whether every other byte is empty. */
const SAMPLE = 4096;

/**
 * The text of a file in whatever encoding spreadsheets write: UTF-8, UTF-16 either way round, the GB18030 of Chinese Windows,
 * and what is none of these as Western. Each is tried strictly, so that nothing is read as what it cannot be.
 */
export function decodeText(bytes: Uint8Array): string {
  const marked = BOMS.find(([, bom]) => bom.every((byte, index) => bytes[index] === byte));
  if (marked) return new TextDecoder(marked[0]).decode(bytes);
  const wide = utf16Of(bytes.subarray(0, SAMPLE));
  for (const encoding of [...(wide ? [wide] : []), "utf-8", "gb18030"]) {
    try {
      return new TextDecoder(encoding, { fatal: true }).decode(bytes);
    } catch {
      // Not this one.
    }
  }
  return new TextDecoder("windows-1252").decode(bytes);
}

/** Separators and line ends are ASCII in every table: in UTF-16 their other halves are empty. */
function utf16Of(sample: Uint8Array): "utf-16le" | "utf-16be" | null {
  const empty = [0, 0];
  sample.forEach((byte, index) => {
    if (byte === 0) empty[index % 2]! += 1;
  });
  if (empty[0] === empty[1]) return null;
  return empty[1]! > empty[0]! ? "utf-16le" : "utf-16be";
}
