import compile from "icu-minify/compile";
import type { Locale } from "./config";
import { MESSAGE_FILES, type Namespace } from "./namespaces";

/** Words as they are written in the files. */
export interface Messages {
  [key: string]: string | Messages;
}

/**
 * Words as translators take them: what is plain stays a string, the rest is parsed already. So the browser gets a
 * formatter of one kilobyte and no parser; `use-intl/format-message` stands for that formatter in next.config.mjs.
 */
export interface CompiledMessages {
  [key: string]: ReturnType<typeof compile> | CompiledMessages;
}

const compiled = new WeakMap<object, CompiledMessages>();

function compileAll(messages: Messages): CompiledMessages {
  const known = compiled.get(messages);
  if (known) return known;
  const result = Object.fromEntries(
    Object.entries(messages).map(([key, value]) => [key, typeof value === "string" ? plain(compile(value)) : compileAll(value)]),
  );
  compiled.set(messages, result);
  return result;
}

/** The parser makes objects without a prototype, which React does not send to a client component. */
const plain = <T>(value: T): T => JSON.parse(JSON.stringify(value)) as T;

/** One namespace of one language as it is written. */
export async function loadNamespace(locale: Locale, namespace: Namespace): Promise<Messages> {
  return (await MESSAGE_FILES[namespace](locale)).default as Messages;
}

/** Several namespaces, each under its own name, for translators on the server and in the browser. */
export async function loadMessages(locale: Locale, namespaces: readonly Namespace[]): Promise<CompiledMessages> {
  const files = await Promise.all(namespaces.map((namespace) => loadNamespace(locale, namespace)));
  return Object.fromEntries(namespaces.map((namespace, index) => [namespace, compileAll(files[index] ?? {})]));
}
