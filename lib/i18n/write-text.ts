import compile from "icu-minify/compile";
import format, { type FormatValues } from "icu-minify/format";
import type { Locale } from "./config";

const formatters = {
  getDateTimeFormat: (...given: ConstructorParameters<typeof Intl.DateTimeFormat>) => new Intl.DateTimeFormat(...given),
  getNumberFormat: (...given: ConstructorParameters<typeof Intl.NumberFormat>) => new Intl.NumberFormat(...given),
  getPluralRules: (...given: ConstructorParameters<typeof Intl.PluralRules>) => new Intl.PluralRules(...given),
};

/** Words that no page shows, like those of a mail, as the files have them (`loadNamespace`): in Next's processes and all others alike. */
export const writeText = (locale: Locale, words: string, values: FormatValues<string>): string =>
  String(format(compile(words), locale, values, { formatters }));
