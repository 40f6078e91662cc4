// Keys and tokens as the services that we talk to write them, whatever they are called in a message.
const SECRET_SHAPES: readonly RegExp[] = [
  /\b(?:bearer|basic)\s+[\w.~+/=-]{8,}/gi,
  /\bsk-[\w-]{8,}/g,
  /(?<=\b(?:api[-_ ]?key|authorization|password|secret|token)["']?\s*[:=]\s*["']?)[^\s"',;&}]{4,}/gi,
];

// Everything behind the path may be a signature that opens a file; everything before an @ a password.
const URL_SHAPE = /\b([a-z][a-z0-9+.-]*:\/\/)(?:[^\s/@"'<>]*@)?([^\s?#"'<>]*)[?#]?[^\s"'<>]*/gi;

const MAX_LENGTH = 2_000;
const MARK = "[secret]";
/** Shorter secrets would blot out ordinary words. */
const SHORTEST = 6;
/** So many characters in a row of a secret are no accident. */
const TELLING = 8;

/**
 * A text that may be kept, logged and shown: URLs without user, query and fragment, nothing that looks like a key, and
 * none of the given secrets, whether whole, shortened, reversed or encoded.
 */
export function redact(text: string, secrets: readonly string[] = []): string {
  let safe = text.length > MAX_LENGTH ? `${text.slice(0, MAX_LENGTH - 1)}…` : text;
  safe = safe.replace(URL_SHAPE, (_, scheme: string, rest: string) => `${scheme}${rest}`);
  const known = secrets.filter((secret) => secret.length >= SHORTEST);
  for (const secret of known) safe = safe.replaceAll(secret, MARK);
  for (const form of known.flatMap(formsOf)) safe = withoutRuns(safe, form);
  for (const shape of SECRET_SHAPES) safe = safe.replace(shape, MARK);
  return safe;
}

function formsOf(secret: string): string[] {
  const bytes = Buffer.from(secret);
  return [secret, [...secret].reverse().join(""), encodeURIComponent(secret), bytes.toString("hex"), ...base64Forms(bytes)];
}

/** Base64 looks different for each of the three places in a group of bytes at which the secret may begin. */
const base64Forms = (secret: Buffer): string[] =>
  [0, 1, 2].map((offset) => {
    const encoded = Buffer.concat([Buffer.alloc(offset), secret]).toString("base64");
    // The first and last group hold bits of the neighbours.
    return encoded.slice(offset === 0 ? 0 : 4, -4);
  });

/** Without every run of telling length that also stands in `form`. */
function withoutRuns(text: string, form: string): string {
  const size = Math.min(TELLING, form.length);
  if (size < SHORTEST) return text;
  const telling = new Set<string>();
  for (let at = 0; at + size <= form.length; at++) telling.add(form.slice(at, at + size));
  let rest = "";
  let until = 0;
  for (let at = 0; at < text.length; at++) {
    if (telling.has(text.slice(at, at + size))) {
      if (until <= at) rest += MARK;
      until = at + size;
    }
    if (at >= until) rest += text[at]!;
  }
  return rest;
}
