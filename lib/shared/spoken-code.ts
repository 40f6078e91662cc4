import { randomBytes } from "node:crypto";

// No 0/O, 1/I/L, nor U, so that it can be read aloud and typed.
const CODE_LETTERS = "23456789ABCDEFGHJKMNPQRSTVWXYZ";

/**
 * `7KQM-2XWD-P9TA`: 58 random bits that a person reads off one screen and types on another; 78 in four groups.
 * @param bytes as good as random; many, because some are passed over
 */
export function makeSpokenCode(groups: 3 | 4 = 3, bytes: Iterable<number> = randomBytes(128)): string {
  // Bytes past the last full round of the alphabet would favour its beginning.
  const letters = [...bytes].filter((byte) => byte < 240).map((byte) => CODE_LETTERS[byte % 30]!);
  return [0, 4, 8, 12]
    .slice(0, groups)
    .map((start) => letters.slice(start, start + 4).join(""))
    .join("-");
}

/** The code in what somebody typed or pasted: capital letters in groups of four, whatever stands around and between them. */
export const readSpokenCode = (typed: string): string =>
  (typed.toUpperCase().match(/[A-Z0-9]/g) ?? []).join("").replace(/.{4}(?=.)/g, "$&-");
