"use client";

import { useLocale, useTranslations } from "use-intl";
import { formatBytes, formatClock } from "@/lib/i18n/format";
import type { LibraryItem } from "@/lib/library/view";

/** What is said of a file in one line: its kind where nothing else tells it, its size in pixels, its length, its bytes. */
export function useItemWords() {
  const t = useTranslations("library");
  const locale = useLocale();
  return ({ kind, clip, width, height, durationMs, sizeBytes }: LibraryItem, { withKind = true } = {}): string =>
    [
      withKind && t(clip ? "kinds.made" : `kinds.${kind}`),
      width && height && `${width} × ${height}`,
      durationMs && formatClock(Math.max(1, Math.round(durationMs / 1000))),
      formatBytes(locale, sizeBytes),
    ]
      .filter(Boolean)
      .join(" · ");
}
