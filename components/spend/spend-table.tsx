"use client";

import { useFormatter, useTranslations } from "use-intl";
import type { SpendSums, SpendView } from "@/lib/budgets/view";
import { useSpendWords } from "./spend-words";

const COLUMNS = ["clips", "estimated", "billed", "error", "reserved", "spared"] as const;

/** The month in rows: each with what it cost, how far off the estimate was, and what was not charged. */
export function SpendTable({ view: { by, rows, total } }: { view: SpendView }) {
  const t = useTranslations("spend");
  const { rowName } = useSpendWords();
  if (rows.length === 0) return <p className="py-6 text-sm text-quiet">{t("table.empty")}</p>;
  return (
    // Wide tables move in a frame of their own, which the keyboard reaches too.
    <div role="group" aria-label={t(`by.${by}`)} tabIndex={0} className="overflow-x-auto">
      <table data-slot="spend-table" className="w-full min-w-[40rem] text-sm tabular">
        <thead>
          <tr className="border-b border-line text-right text-xs text-quiet">
            <th scope="col" className="py-2 text-left font-normal">
              {t(`by.${by}`)}
            </th>
            {COLUMNS.map((column) => (
              <th key={column} scope="col" className="py-2 pl-4 font-normal">
                {t(`table.${column}`)}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {rows.map((row) => (
            <Row key={row.key} name={rowName(by, row)} sums={row} />
          ))}
        </tbody>
        <tfoot>
          <Row name={t("table.total")} sums={total} />
        </tfoot>
      </table>
    </div>
  );
}

function Row({ name, sums }: { name: string; sums: SpendSums }) {
  const t = useTranslations("spend.table");
  const format = useFormatter();
  const { money, error } = useSpendWords();
  const { clips, estimated, billed, reserved, spared, sparedClips, unpriced } = sums;
  const some = (micros: number): string => (micros === 0 ? "–" : money(micros));
  return (
    <tr className="border-b border-line text-right align-top last:border-b-0 [tfoot_&]:font-medium">
      <th scope="row" className="max-w-64 py-2 text-left font-[inherit] [overflow-wrap:anywhere]">
        {name}
      </th>
      <td className="py-2 pl-4">{format.number(clips)}</td>
      <td className="py-2 pl-4 text-quiet">{some(estimated)}</td>
      <td className="py-2 pl-4">
        {some(billed)}
        {unpriced > 0 && <span className="block text-xs font-normal text-uncertain">{t("unpriced", { count: unpriced })}</span>}
      </td>
      <td className="py-2 pl-4 text-quiet">{error(sums) ?? "–"}</td>
      <td className="py-2 pl-4">{some(reserved)}</td>
      <td className="py-2 pl-4 text-quiet">{sparedClips === 0 ? "–" : t("sparedClips", { price: money(spared), count: sparedClips })}</td>
    </tr>
  );
}
