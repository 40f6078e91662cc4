import { randomBytes } from "node:crypto";

// No 0/O, 1/I/L, nor U, so that it can be read aloud and typed.
const CODE_LETTERS = "23456789ABCDEFGHJKMNPQRSTVWXYZ";

/** `7KQM-2XWD-P9TA`: 58 random bits that a person reads off one screen and types on another. */
export function makeSpokenCode(): string {
  const letters: string[] = [];
  while (letters.length < 12) {
    for (const byte of randomBytes(24)) {
      // Bytes past the last full round of the alphabet would favour its beginning.
      if (byte < 240 && letters.length < 12) letters.push(CODE_LETTERS[byte % 30] ?? "");
    }
  }
  return [0, 4, 8].map((start) => letters.slice(start, start + 4).join("")).join("-");
}

/** The code in what somebody typed or pasted: capital letters in groups of four, whatever stands around and between them. */
export const readSpokenCode = (typed: string): string =>
  (typed.toUpperCase().match(/[A-Z0-9]/g) ?? []).join("").replace(/.{4}(?=.)/g, "$&-");
