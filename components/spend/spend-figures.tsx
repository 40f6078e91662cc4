"use client";

import type { ReactNode } from "react";
import { useTranslations } from "use-intl";
import type { SpendView } from "@/lib/budgets/view";
import { cn } from "@/lib/shared/cn";
import { useSpendWords } from "./spend-words";

/** What the month comes to, at one glance. */
export function SpendFigures({ view: { total, uses, isEmulator, month, currentMonth } }: { view: SpendView }) {
  const t = useTranslations("spend.figures");
  const { money, error, whose } = useSpendWords();
  // Whichever stops people first.
  const tightest = uses.toSorted((one, other) => one.limit - one.used - (other.limit - other.used))[0];
  const off = error(total);
  const isNow = month === currentMonth;
  return (
    <dl
      data-slot="spend-figures"
      // As many columns as leave no place empty.
      className={cn(
        "grid gap-px overflow-hidden rounded-lg border border-line bg-line",
        isNow ? "grid-cols-2 lg:grid-cols-4" : "sm:grid-cols-3",
      )}
    >
      <Figure
        name={t(isEmulator ? "wouldBill" : "billed")}
        value={money(total.billed)}
        hint={t("billedHint", { count: off === null ? 0 : 1, estimated: money(total.estimated), error: off ?? "" })}
      />
      <Figure name={t("reserved")} value={money(total.reserved)} hint={t("reservedHint")} />
      <Figure name={t("spared")} value={money(total.spared)} hint={t("sparedHint", { count: total.sparedClips })} />
      {isNow && (
        <Figure
          name={t("left")}
          value={tightest ? money(Math.max(0, tightest.limit - tightest.used)) : t("noLimit")}
          hint={tightest ? t(`leftHint.${tightest.period}`, { limit: money(tightest.limit), whose: whose(tightest) }) : t("noLimitHint")}
        />
      )}
    </dl>
  );
}

function Figure({ name, value, hint }: { name: string; value: string; hint: ReactNode }) {
  return (
    <div className="flex min-w-0 grow flex-col gap-1 bg-surface p-4 max-sm:p-3">
      <dt className="text-xs text-quiet">{name}</dt>
      <dd className="flex flex-col gap-1">
        <span className="text-xl font-semibold tabular [overflow-wrap:anywhere]">{value}</span>
        <span className="text-xs text-pretty text-quiet">{hint}</span>
      </dd>
    </div>
  );
}
