"use client";

import { writeCookie } from "@/components/shell/cookie";
import { LOCALE_COOKIE, type Locale } from "@/lib/i18n/config";

/** The page in the other language. */
export function LanguageLink({ to, label, className }: { to: Locale; label: string; className: string }) {
  return (
    <button
      type="button"
      lang={to}
      className={className}
      onClick={() => {
        writeCookie(LOCALE_COOKIE, to);
        location.reload();
      }}
    >
      {label}
    </button>
  );
}
