"use client";

import { useTranslations } from "use-intl";
import { VisuallyHidden } from "@/components/ui/visually-hidden";
import type { SpendView } from "@/lib/budgets/view";
import { useSpendWords } from "./spend-words";

/** A bar for each day: what was billed, and on top of it what is set aside. Whoever does not see it hears a table. */
export function SpendChart({ days, by }: Pick<SpendView, "days" | "by">) {
  const t = useTranslations("spend.chart");
  const { money, day } = useSpendWords();
  const most = Math.max(...days.map(({ billed, reserved }) => billed + reserved));
  if (most === 0) return null;
  const height = (micros: number) => ({ height: `${(micros / most) * 100}%` });
  return (
    <figure data-slot="spend-chart" className="flex flex-col gap-2">
      <figcaption className="flex flex-wrap items-center justify-between gap-2 text-xs text-quiet">
        <span>{t("title")}</span>
        <span aria-hidden="true" className="flex gap-3">
          <Key className="bg-text" name={t("billed")} />
          <Key className="border border-text" name={t("reserved")} />
        </span>
      </figcaption>
      <div aria-hidden="true">
        <p className="text-xs text-quiet tabular">{money(most)}</p>
        <div className="flex h-28 items-end gap-px border-b border-line-strong sm:gap-1">
          {days.map(({ day: key, billed, reserved }) => (
            <div
              key={key}
              title={t("day", { day: day(key), billed: money(billed), reserved: money(reserved) })}
              className="flex h-full min-w-0 flex-1 flex-col justify-end hover:bg-raised"
            >
              {reserved > 0 && <span className="border border-b-0 border-text" style={height(reserved)} />}
              {billed > 0 && <span className="min-h-px bg-text" style={height(billed)} />}
            </div>
          ))}
        </div>
        <p className="flex justify-between pt-1 text-xs text-quiet">
          <span>{day(days[0]!.day)}</span>
          <span>{day(days.at(-1)!.day)}</span>
        </p>
      </div>
      {/* By day the table below says the same. */}
      {by !== "day" && (
        <VisuallyHidden>
          <ul>
            {days.flatMap(({ day: key, billed, reserved }) =>
              billed + reserved === 0
                ? []
                : [<li key={key}>{t("day", { day: day(key), billed: money(billed), reserved: money(reserved) })}</li>],
            )}
          </ul>
        </VisuallyHidden>
      )}
    </figure>
  );
}

function Key({ className, name }: { className: string; name: string }) {
  return (
    <span className="flex items-center gap-1.5">
      <span className={`size-2.5 ${className}`} />
      {name}
    </span>
  );
}
