"use client";

import { useRouter } from "next/navigation";
import { useLocale, useTranslations } from "use-intl";
import { MenuRadio } from "@/components/ui/menu";
import { LOCALE_COOKIE, LOCALE_NAMES, LOCALES, THEMES } from "@/lib/i18n/config";
import { writeCookie } from "./cookie";
import { useTheme } from "./use-theme";

/** The languages as menu items: the page changes under the reader and keeps what was typed. */
export function LanguageItems() {
  const current = useLocale();
  const router = useRouter();
  return LOCALES.map((locale) => (
    <MenuRadio
      key={locale}
      lang={locale}
      checked={locale === current}
      onSelect={() => {
        writeCookie(LOCALE_COOKIE, locale);
        router.refresh();
      }}
    >
      {LOCALE_NAMES[locale]}
    </MenuRadio>
  ));
}

export function ThemeItems() {
  const t = useTranslations("common.theme");
  const [current, setTheme] = useTheme();
  return THEMES.map((theme) => (
    <MenuRadio key={theme} checked={theme === current} onSelect={() => setTheme(theme)}>
      {t(theme)}
    </MenuRadio>
  ));
}
