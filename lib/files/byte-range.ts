export type ByteRange = { kind: "whole" } | { kind: "part"; start: number; end: number } | { kind: "unsatisfiable" };

/**
 * Reads a Range header for a file of `sizeBytes`; `end` is inclusive, as in Content-Range. What is not a byte
 * range is ignored, as the standard asks; several ranges at once are refused, because nobody who plays a clip
 * asks for them and they are a way to make a server work.
 */
export function readByteRange(header: string | null, sizeBytes: number): ByteRange {
  if (header === null) return { kind: "whole" };
  const set = /^bytes=(.*)$/i.exec(header.trim())?.[1];
  if (set === undefined) return { kind: "whole" };
  if (set.includes(",")) return { kind: "unsatisfiable" };
  const match = /^\s*(\d{0,15})\s*-\s*(\d{0,15})\s*$/.exec(set);
  const [, first = "", last = ""] = match ?? [];
  if (!match || (first === "" && last === "")) return { kind: "whole" };
  if (first === "") {
    const length = Math.min(Number(last), sizeBytes);
    return length > 0 ? { kind: "part", start: sizeBytes - length, end: sizeBytes - 1 } : { kind: "unsatisfiable" };
  }
  const start = Number(first);
  const end = last === "" ? sizeBytes - 1 : Math.min(Number(last), sizeBytes - 1);
  if (last !== "" && Number(last) < start) return { kind: "whole" };
  return start < sizeBytes ? { kind: "part", start, end } : { kind: "unsatisfiable" };
}
