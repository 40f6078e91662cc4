// Keys and tokens as the services that we talk to write them, whatever they are called in a message.
const SECRET_SHAPES: readonly RegExp[] = [
  /\b(bearer|basic)\s+[\w.~+/=-]{8,}/gi,
  /\bsk-[\w-]{8,}/g,
  /\b(api[-_ ]?key|authorization|password|secret|token)(["']?\s*[:=]\s*["']?)[^\s"',;&}]{4,}/gi,
];

// Everything behind the path may be a signature; everything before an @ a password.
const URL_SHAPE = /\b([a-z][a-z0-9+.-]*:\/\/)(?:[^\s/@"'<>]*@)?([^\s?#"'<>]*)[?#]?[^\s"'<>]*/gi;

const MAX_LENGTH = 2_000;

/**
 * A text that may be kept: URLs without user, query and fragment, nothing that looks like a key, and none of
 * the given secrets.
 */
export function redact(text: string, secrets: readonly string[] = []): string {
  let safe = text.length > MAX_LENGTH ? `${text.slice(0, MAX_LENGTH)}…` : text;
  // Short values would blot out ordinary words.
  for (const secret of secrets) if (secret.length >= 6) safe = safe.replaceAll(secret, "[secret]");
  safe = safe.replace(URL_SHAPE, (_, scheme: string, rest: string) => `${scheme}${rest}`);
  for (const shape of SECRET_SHAPES) safe = safe.replace(shape, "[secret]");
  return safe;
}
