/** The languages of the studio, the first being the one for everybody else. */
export const LOCALES = ["en", "zh-Hans"] as const;
export type Locale = (typeof LOCALES)[number];
export const DEFAULT_LOCALE: Locale = "en";

/** Each language by its own name: whoever looks for it reads that one. */
export const LOCALE_NAMES: Record<Locale, string> = { en: "English", "zh-Hans": "简体中文" };

export const LOCALE_COOKIE = "locale";
export const TIME_ZONE_COOKIE = "timeZone";
export const THEME_COOKIE = "theme";

export const THEMES = ["system", "light", "dark"] as const;
export type Theme = (typeof THEMES)[number];

export const isLocale = (value: unknown): value is Locale => (LOCALES as readonly unknown[]).includes(value);

/** The chosen theme, or the system's when nothing or nonsense is stored. */
export const readTheme = (value: string | undefined): Theme => (value === "light" || value === "dark" ? value : "system");

/** The best of our languages for an Accept-Language header: any Chinese gets Chinese, everybody else English. */
export function negotiateLocale(header: string | null | undefined): Locale {
  const wanted = (header ?? "")
    .split(",")
    .map((part) => {
      const [tag = "", ...parameters] = part.trim().toLowerCase().split(";");
      const quality = parameters.map((parameter) => /^\s*q=([\d.]+)\s*$/.exec(parameter)?.[1]).find(Boolean);
      return { tag, quality: quality === undefined ? 1 : Number(quality) };
    })
    .filter(({ tag, quality }) => tag !== "" && quality > 0)
    .sort((a, b) => b.quality - a.quality);
  for (const { tag } of wanted) {
    if (tag === "zh" || tag.startsWith("zh-")) return "zh-Hans";
    if (tag === "en" || tag.startsWith("en-")) return "en";
  }
  return DEFAULT_LOCALE;
}

/** The time zone if this machine knows it, else UTC: an unknown one would make every date throw. */
export function readTimeZone(value: string | undefined): string {
  if (!value) return "UTC";
  try {
    return new Intl.DateTimeFormat("en", { timeZone: value }).resolvedOptions().timeZone;
  } catch {
    // Intl has no way to ask but to try.
    return "UTC";
  }
}
