import { cookies, headers } from "next/headers";
import { cache } from "react";
import { createFormatter, createTranslator, type Messages as IntlMessages } from "use-intl/core";
import {
  isLocale,
  LOCALE_COOKIE,
  negotiateLocale,
  readTheme,
  readTimeZone,
  THEME_COOKIE,
  TIME_ZONE_COOKIE,
  type Locale,
  type Theme,
} from "./config";
import { loadMessages } from "./load-messages";
import type { Namespace } from "./namespaces";

/** The language of this request: the one that was chosen, else the browser's. */
export const getLocale = cache(async (): Promise<Locale> => {
  const chosen = (await cookies()).get(LOCALE_COOKIE)?.value;
  return isLocale(chosen) ? chosen : negotiateLocale((await headers()).get("accept-language"));
});

/** The reader's time zone as their browser last told it; UTC on the very first visit. */
export const getTimeZone = cache(async (): Promise<string> => readTimeZone((await cookies()).get(TIME_ZONE_COOKIE)?.value));

export const getTheme = cache(async (): Promise<Theme> => readTheme((await cookies()).get(THEME_COOKIE)?.value));

/**
 * The words of one namespace for server components: `const t = await getTranslations("account")`.
 * A deeper part is named with dots: `getTranslations("account.signIn")`.
 */
export async function getTranslations(namespace: Namespace | `${Namespace}.${string}`) {
  const [locale, timeZone] = await Promise.all([getLocale(), getTimeZone()]);
  const file = namespace.split(".", 1)[0] as Namespace;
  return createTranslator({ locale, timeZone, namespace, messages: (await loadMessages(locale, [file])) as IntlMessages });
}

/** Numbers, dates and lists in the reader's language, for server components. */
export async function getFormatter() {
  const [locale, timeZone] = await Promise.all([getLocale(), getTimeZone()]);
  return createFormatter({ locale, timeZone });
}

/** The title of a page, out of the messages: `export const generateMetadata = titled("queue")`. */
export const titled =
  (namespace: Parameters<typeof getTranslations>[0], more: { key?: string; referrer?: "no-referrer" } = {}) =>
  async () => {
    const { key = "title", ...rest } = more;
    return { title: (await getTranslations(namespace))(key), ...rest };
  };
