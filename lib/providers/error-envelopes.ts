import { cleanText, LONGEST_NAME, parseJson } from "./clean-text";

/** What could be read out of an answer that is not the one hoped for. Nothing is judged yet. */
export interface ReadError {
  /** 1 Ark · 2 OpenAI-style relay · 3 relay around an upstream error · 4 asset library · 5 HTML, empty or not JSON. */
  envelope: 1 | 2 | 3 | 4 | 5;
  code: string | null;
  /** Without its request id; empty when there are no words at all. */
  message: string;
  param: string | null;
  requestId: string | null;
}

/** `Request id: 0217…` (Ark) and `(request id: …)` (relay), at the end or in the middle. */
const REQUEST_ID = /[\s,;.]*\(?\brequest[ _-]?id[:：=]\s*([\w-]+)\)?\.?/iu;

const nonEmpty = (value: unknown): string | null => (typeof value === "string" && value.trim() !== "" ? value.trim() : null);
const codeOf = (value: unknown): string | null =>
  nonEmpty(value) ?? (typeof value === "number" && Number.isFinite(value) ? String(value) : null);
const name = (value: string | null | undefined): string | null => (value ? cleanText(value, LONGEST_NAME) : null);
const isRecord = (value: unknown): value is Record<string, unknown> => typeof value === "object" && value !== null && !Array.isArray(value);

export const isJsonObject = (text: string): boolean => isRecord(parseJson(text));
export const isHtml = (text: string, contentType: string | null): boolean => /html/iu.test(contentType ?? "") || /^\s*</u.test(text);

/** Takes the request id out of a message, and control characters and line breaks with it. */
export function cleanMessage(message: string): { message: string; requestId: string | null } {
  // eslint's control-character rule would be right about typing them, so they are named by category.
  const flat = message.replace(/\p{Cc}+/gu, " ").trim();
  const found = REQUEST_ID.exec(flat);
  const rest = found ? `${flat.slice(0, found.index)}${flat.slice(found.index + found[0].length)}`.trim() : flat;
  return { message: cleanText(rest), requestId: name(found?.[1]) };
}

function read(envelope: ReadError["envelope"], code: unknown, message: unknown, param: unknown): ReadError {
  return { envelope, code: name(codeOf(code)), param: name(nonEmpty(param)), ...cleanMessage(nonEmpty(message) ?? "") };
}

/**
 * The error in a parsed body, or null when it holds none. Relays wrap the upstream's error as JSON text inside
 * their own message, so that text is opened first, up to three times.
 */
export function readErrorBody(body: unknown, depth = 0): ReadError | null {
  if (!isRecord(body)) return null;
  const { error } = body;
  if (isRecord(error)) {
    const inner = unwrap(error.message, depth);
    if (inner) return { ...inner, envelope: 3 };
    if (codeOf(error.code) === null && nonEmpty(error.message) === null) return null;
    const isRelay = /\(request[ _-]?id[:：]/iu.test(String(error.message)) || /^(?:new_)?api_error$|_error$/u.test(String(error.type));
    return read(isRelay ? 2 : 1, error.code ?? error.type, error.message, error.param);
  }
  if (nonEmpty(error) !== null) return unwrap(error, depth) ?? read(2, body.code, error, body.param);
  const words = body.message ?? body.msg ?? body.fail_reason ?? body.failure_reason ?? body.detail;
  const inner = unwrap(words, depth);
  if (inner) return { ...inner, envelope: 3 };
  if (isRecord(words)) return readErrorBody({ error: words }, depth + 1);
  const code = codeOf(body.code);
  // `code` 200 is how the asset library says that all is well.
  if (code === "200" || (code === null && nonEmpty(words) === null)) return null;
  return read(typeof body.code === "number" || "msg" in body ? 4 : 3, code, words, body.param);
}

function unwrap(words: unknown, depth: number): ReadError | null {
  const text = nonEmpty(words);
  if (text === null || depth >= 3) return null;
  // Some relays put words of their own in front: `status_code=400, {"error":…}`.
  const start = text.indexOf("{");
  if (start === -1) return null;
  const end = text.lastIndexOf("}");
  return readErrorBody(parseJson(text.slice(start, end + 1)), depth + 1);
}

/** The error in the text of an answer; an answer that is no JSON, or says nothing, counts as envelope 5. */
export function readErrorText(text: string): ReadError {
  return readErrorBody(parseJson(text)) ?? { envelope: 5, code: null, message: "", param: null, requestId: null };
}
