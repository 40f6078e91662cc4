import type { Locale } from "./config";

export interface Messages {
  [key: string]: string | Messages;
}

/** One namespace of one language: the file `messages/<locale>/<namespace>.json`. */
export async function loadNamespace(locale: Locale, namespace: string): Promise<Messages> {
  const file = (await import(`./messages/${locale}/${namespace}.json`)) as { default: Messages };
  return file.default;
}

/** Several namespaces, each under its own name, as translators expect them. */
export async function loadMessages(locale: Locale, namespaces: readonly string[]): Promise<Messages> {
  const files = await Promise.all(namespaces.map((namespace) => loadNamespace(locale, namespace)));
  return Object.fromEntries(namespaces.map((namespace, index) => [namespace, files[index] ?? {}]));
}
