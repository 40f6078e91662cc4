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
