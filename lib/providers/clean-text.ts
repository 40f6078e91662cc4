/** Longer words of a provider are cut: they are shown to people and kept in the database. */
const LONGEST = 2_000;
/** The same for what is a name: of a model, a state, a code, a field. */
export const LONGEST_NAME = 200;

/**
 * The border that every text of a provider's answer crosses: without what Postgres cannot keep (U+0000, half of a
 * surrogate pair), and no longer than what anybody reads.
 */
export function cleanText(text: string, longest = LONGEST): string {
  const clean = text.replaceAll("\u0000", "");
  return (clean.length > longest ? `${clean.slice(0, longest - 1)}…` : clean).toWellFormed();
}

/** JSON, or undefined where it is none. Its texts can be kept, and are not cut: one of them may be JSON itself. */
export function parseJson(text: string): unknown {
  try {
    return JSON.parse(
      text,
      ODD_ESCAPE.test(text) ? (_key, value: unknown) => (typeof value === "string" ? cleanText(value, Infinity) : value) : undefined,
    );
  } catch {
    return undefined; // HTML, an empty body and a torn answer all end here: the caller has the status
  }
}

/** U+0000 and surrogates come only as escapes, because the bytes were read as UTF-8. Most answers have none. */
const ODD_ESCAPE = /\\u(?:0000|d[89a-f])/iu;

/** So many characters in a row of a key are no accident. */
const TELLING = 8;

/**
 * Takes the key out of a text, whole, shortened, reversed or encoded, and the query of every link, which may be a
 * signature that opens the file.
 */
export function redact(text: string, apiKey: string): string {
  let rest = text.replace(/(\bhttps?:\/\/[^\s?#"'<>]+)\?[^\s"'<>]*/giu, "$1?…");
  const size = Math.min(TELLING, apiKey.length);
  if (size < 6) return rest;
  const bytes = Buffer.from(apiKey);
  const forms = [apiKey, [...apiKey].reverse().join(""), encodeURIComponent(apiKey), bytes.toString("hex"), ...base64Forms(bytes)];
  for (const form of forms) rest = withoutRuns(rest, form, size);
  return rest;
}

/** Base64 looks different for each of the three places in a group of bytes at which the key may begin. */
const base64Forms = (key: Buffer): string[] =>
  [0, 1, 2].map((offset) => {
    const encoded = Buffer.concat([Buffer.alloc(offset), key]).toString("base64");
    // The first and last group hold bits of the neighbours.
    return encoded.slice(offset === 0 ? 0 : 4, -4);
  });

/** Without every run of at least `size` characters that also stands in `secret`. */
function withoutRuns(text: string, secret: string, size: number): string {
  const telling = new Set<string>();
  for (let at = 0; at + size <= secret.length; at++) telling.add(secret.slice(at, at + size));
  let rest = "";
  let until = 0;
  for (let at = 0; at < text.length; at++) {
    if (telling.has(text.slice(at, at + size))) {
      if (until <= at) rest += "…";
      until = at + size;
    }
    if (at >= until) rest += text[at]!;
  }
  return rest;
}
