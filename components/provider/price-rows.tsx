"use client";

import { useTranslations } from "use-intl";
import { FieldError } from "@/components/ui/field";
import { Input } from "@/components/ui/input";
import { formatMicros } from "@/lib/i18n/format";
import type { Resolution } from "@/lib/models/catalog";
import { estimate } from "@/lib/models/estimate";
import type { PriceTable } from "@/lib/models/prices";
import { cn } from "@/lib/shared/cn";
import { cellName, PRICE_COLUMNS, type PRICE_ROWS, type PriceDraft } from "./price-draft";

interface PriceRowsProps {
  row: (typeof PRICE_ROWS)[number];
  draft: PriceDraft;
  /** What the fields say as a table, for the example at the end of each line. */
  prices: PriceTable;
  locale: string;
  problemOf: (name: string) => string | undefined;
  /** null: they are read and not changed. */
  onChange: ((name: string, value: string) => void) | null;
}

/** One model: a line per resolution, with what five seconds of it would cost at the prices as they are typed. */
export function PriceRows({ row: { model, resolutions }, draft, prices, locale, problemOf, onChange }: PriceRowsProps) {
  const t = useTranslations("provider.prices");
  const example = (resolution: Resolution): string => {
    const { micros } = estimate({ model: model.key, resolution, ratio: "16:9", durationSeconds: 5, inputVideoSeconds: 0 }, prices);
    return micros ? formatMicros(locale, micros.max) : t("noPrice");
  };
  return (
    <table data-slot="price-rows" className="w-full table-fixed text-sm">
      <caption className="pb-1 text-left text-sm font-medium">
        {model.label}
        {!model.offeredByDefault && <span className="ml-2 text-xs font-normal text-quiet">{t("onlyListed")}</span>}
      </caption>
      <thead>
        <tr className="text-left text-xs text-quiet">
          <th scope="col" className="w-[22%] font-normal">
            {t("resolution")}
          </th>
          {PRICE_COLUMNS.map((column) => (
            <th key={column} scope="col" className="pr-2 font-normal">
              {t(column)}
            </th>
          ))}
          <th scope="col" className="w-[22%] text-right font-normal">
            {t("example")}
          </th>
        </tr>
      </thead>
      <tbody>
        {resolutions.map((resolution) => (
          <tr key={resolution} className="align-top">
            <th scope="row" className={cn("text-left font-normal tabular", onChange ? "pt-2.5" : "py-1")}>
              {resolution}
            </th>
            {PRICE_COLUMNS.map((column) => {
              const name = cellName(model.key, resolution, column);
              if (!onChange)
                return (
                  <td key={column} className="py-1 pr-2 tabular">
                    {draft[name] || t("noPrice")}
                  </td>
                );
              const problem = problemOf(name);
              return (
                <td key={column} className="py-1 pr-2">
                  <Input
                    name={name}
                    inputMode="decimal"
                    autoComplete="off"
                    aria-label={t("cell", { model: model.label, resolution, column: t(column) })}
                    aria-invalid={problem ? true : undefined}
                    aria-describedby={problem ? `${name}-problem`.replaceAll(" ", "-") : undefined}
                    value={draft[name] ?? ""}
                    onChange={(event) => onChange(name, event.target.value)}
                    className="max-w-36 tabular"
                  />
                  <FieldError id={`${name}-problem`.replaceAll(" ", "-")} className="mt-1">
                    {problem}
                  </FieldError>
                </td>
              );
            })}
            <td className={cn("text-right text-quiet tabular", onChange ? "pt-2.5" : "py-1")}>{example(resolution)}</td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}
