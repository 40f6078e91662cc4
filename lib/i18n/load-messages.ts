import type { Locale } from "./config";
import { MESSAGE_FILES, type Namespace } from "./namespaces";

export interface Messages {
  [key: string]: string | Messages;
}

/** Several namespaces of one language, each under its own name, as translators expect them. */
export async function loadMessages(locale: Locale, namespaces: readonly Namespace[]): Promise<Messages> {
  const files = await Promise.all(namespaces.map((namespace) => MESSAGE_FILES[namespace](locale)));
  return Object.fromEntries(namespaces.map((namespace, index) => [namespace, files[index]?.default as Messages]));
}
