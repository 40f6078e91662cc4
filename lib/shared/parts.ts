import { isVisible } from "./visible";

/** What a text says, or undefined where it says nothing of the kind. */
export type ReadPart<T> = (text: string) => T | undefined;
type ReadParts = Record<string, ReadPart<string | number>>;
/** What is said by parts, each of which may be left out. */
export type Parts<P extends ReadParts> = { -readonly [Name in keyof P]?: NonNullable<ReturnType<P[Name]>> };

/** One line that can be seen, of at most so many characters. */
export const lineOf =
  (most: number): ReadPart<string> =>
  (text) => {
    const line = [
      ...text
        .toWellFormed()
        .normalize("NFC")
        .replace(/\p{Cc}/gu, " ")
        .replace(/\s+/gu, " ")
        .trim(),
    ]
      .slice(0, most)
      .join("")
      .trim();
    return isVisible(line) ? line : undefined;
  };

export const oneOf =
  <const T extends string>(all: readonly T[]): ReadPart<T> =>
  (text) =>
    all.find((one) => one === text);

export const matching =
  (pattern: RegExp, isRight: (text: string) => boolean = () => true): ReadPart<string> =>
  (text) =>
    pattern.test(text) && isRight(text) ? text : undefined;

/** What an address, or a form, says of each part; a value that is none is left out. */
export function readParts<P extends ReadParts>(parts: P, from: URLSearchParams | Record<string, unknown>): Parts<P> {
  const given = (name: string): unknown => {
    const value = from instanceof URLSearchParams ? from.get(name) : from[name];
    const first: unknown = Array.isArray(value) ? value[0] : value;
    return typeof first === "number" ? String(first) : first;
  };
  const found: Record<string, unknown> = {};
  for (const [name, read] of Object.entries(parts)) {
    const text = given(name);
    const value = typeof text === "string" ? read(text) : undefined;
    if (value !== undefined) found[name] = value;
  }
  return found as Parts<P>;
}

/** The same values are the same text, "" for none. */
export const writeParts = <P extends ReadParts>(parts: P, values: Parts<P>): string =>
  new URLSearchParams(Object.keys(parts).flatMap((name) => (values[name] === undefined ? [] : [[name, String(values[name])]]))).toString();
