import { dictionary } from "@zxcvbn-ts/language-common";

let common: Set<string> | undefined;
const isListed = (text: string): boolean => (common ??= new Set(dictionary["passwords-common"])).has(text);

/**
 * Whether a guesser tries this password early: one of the commonest, also with digits and marks behind it or written
 * twice, a few characters over and over, or a row of neighbours like "abcdefghijkl".
 */
export function isCommonPassword(password: string): boolean {
  const text = password.normalize("NFKC").toLowerCase();
  const [, unit = text] = /^(.+?)\1+$/su.exec(text) ?? [];
  const word = unit.replace(/[\d\p{P}\p{S}\s]+$/u, "");
  return isListed(text) || isListed(unit) || (word.length >= 4 && isListed(word)) || new Set(text).size < 5 || isRow(text);
}

/** Each character one above the one before it, or one below; "90" goes on like "12". */
function isRow(text: string): boolean {
  const steps = [...text].slice(1).map((letter, index) => letter.codePointAt(0)! - [...text][index]!.codePointAt(0)!);
  return [1, -1].some((step) => steps.every((one) => one === step || one === -9 * step));
}
