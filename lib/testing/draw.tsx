import { readdirSync, readFileSync } from "node:fs";
import { QueryClient, QueryClientProvider } from "@tanstack/react-query";
import type { ReactNode } from "react";
import { renderToStaticMarkup } from "react-dom/server";
import { IntlProvider } from "use-intl";
import type { Locale } from "@/lib/i18n/config";

const messagesOf = (locale: Locale): Record<string, object> => {
  const folder = `lib/i18n/messages/${locale}`;
  return Object.fromEntries(
    readdirSync(folder).map((file) => [file.replace(".json", ""), JSON.parse(readFileSync(`${folder}/${file}`, "utf8")) as object]),
  );
};

/** The HTML of a part of a page, with all words of a language, as the server would draw it. */
export const draw = (children: ReactNode, locale: Locale = "en"): string =>
  renderToStaticMarkup(
    <QueryClientProvider client={new QueryClient()}>
      <IntlProvider locale={locale} timeZone="UTC" messages={messagesOf(locale)}>
        {children}
      </IntlProvider>
    </QueryClientProvider>,
  );

/** What the eye reads of it; words for ears alone are left out. */
export const seen = (html: string): string =>
  html
    .replace(/<span[^>]*class="sr-only"[^>]*>[^<]*<\/span>/g, "")
    .replace(/<[^>]+>/g, "")
    .replace(/\s+/g, " ");
