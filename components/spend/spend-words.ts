"use client";

import { useFormatter, useLocale, useTranslations } from "use-intl";
import { modelLabel } from "@/components/clip/words";
import type { Grouping, LimitUse, SpendRow, SpendSums } from "@/lib/budgets/view";
import { formatMicros } from "@/lib/i18n/format";

/** Sums, days and names of the page, in the reader's language. */
export function useSpendWords() {
  const t = useTranslations("spend");
  const format = useFormatter();
  const locale = useLocale();

  const money = (micros: number): string => formatMicros(locale, micros);
  // At noon of UTC, and in UTC: else the day would be another for whoever lives far from it.
  const utc = (day: string, options: Pick<Intl.DateTimeFormatOptions, "year" | "month" | "day">): string =>
    format.dateTime(new Date(`${day}T12:00:00Z`), { ...options, timeZone: "UTC" });
  const day = (key: string): string => utc(key, { month: "short", day: "numeric" });
  const month = (key: string): string => utc(`${key}-15`, { month: "long", year: "numeric" });

  /** By how much the bill differs from what had been expected; null where there is nothing to compare. */
  const error = ({ billed, estimated }: Pick<SpendSums, "billed" | "estimated">): string | null =>
    estimated === 0
      ? null
      : format.number((billed - estimated) / estimated, { style: "percent", maximumFractionDigits: 1, signDisplay: "exceptZero" });

  const whose = ({ scope, name }: Pick<LimitUse, "scope" | "name">): string => t(`whose.${scope}`, { name: name ?? t("table.gone") });

  const rowName = (by: Grouping, { key, name }: SpendRow): string => {
    if (by === "day") return day(key);
    if (by === "model") return modelLabel(key);
    return by === "state" ? t(`state.${key as "open"}`) : (name ?? t("table.gone"));
  };

  return { money, day, month, error, whose, rowName };
}
