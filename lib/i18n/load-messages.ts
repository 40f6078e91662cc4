import type { Locale } from "./config";
import { MESSAGE_FILES, type Namespace } from "./namespaces";

export interface Messages {
  [key: string]: string | Messages;
}

/** One namespace of one language. */
export async function loadNamespace(locale: Locale, namespace: Namespace): Promise<Messages> {
  return (await MESSAGE_FILES[namespace](locale)).default as Messages;
}

/** Several namespaces, each under its own name, as translators expect them. */
export async function loadMessages(locale: Locale, namespaces: readonly Namespace[]): Promise<Messages> {
  const files = await Promise.all(namespaces.map((namespace) => loadNamespace(locale, namespace)));
  return Object.fromEntries(namespaces.map((namespace, index) => [namespace, files[index] ?? {}]));
}
