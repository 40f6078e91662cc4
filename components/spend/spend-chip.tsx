"use client";

import { useQuery } from "@tanstack/react-query";
import Link from "next/link";
import { useLocale, useTranslations } from "use-intl";
import { useLiveRefetch } from "@/components/data/use-live-refetch";
import { formatMicros } from "@/lib/i18n/format";
import type { SpendChipView } from "@/lib/budgets/view";
import { paths } from "@/lib/shared/paths";
import { spendChipQuery } from "./query-options";

/** Every page of a team has one, and a sum is worth a look less often than a clip. */
const CALM_MS = 5_000;

/** That nothing is paid for, or what this month has cost; it leads to the page Spend. */
export function SpendChip({ team, initial }: { team: string; initial: SpendChipView }) {
  const t = useTranslations("shell");
  const locale = useLocale();
  const query = spendChipQuery(team, initial);
  const { data } = useQuery(query);
  useLiveRefetch(query.queryKey, "generation", "spend", "spend", CALM_MS);
  const price = formatMicros(locale, data.billed);
  const [long, short] = data.isEmulator ? [t("emulator"), t("emulatorShort")] : [t("spent", { price }), t("spentShort", { price })];
  return (
    <Link
      href={paths.spend(team)}
      data-slot={data.isEmulator ? "emulator-chip" : "spend-chip"}
      title={data.isEmulator ? t("emulatorHint") : t("spentHint", { reserved: formatMicros(locale, data.reserved) })}
      className="group/chip mr-1 flex items-center rounded-full max-sm:mr-0 pointer-coarse:min-h-11"
    >
      <span className="rounded-full border border-line px-2.5 py-1 text-xs whitespace-nowrap text-quiet tabular transition-colors group-hover/chip:bg-raised group-hover/chip:text-text max-sm:px-2">
        <span className="max-sm:sr-only">{long}</span>
        <span aria-hidden="true" className="sm:hidden">
          {short}
        </span>
      </span>
    </Link>
  );
}
