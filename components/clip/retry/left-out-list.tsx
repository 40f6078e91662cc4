"use client";

import { useTranslations } from "use-intl";
import type { LeftOut } from "@/lib/generations/view";

/** What is not sent again with the others: how many for each reason, and what to do about them. */
export function LeftOutList({ left }: { left: readonly LeftOut[] }) {
  const t = useTranslations("retry");
  if (left.length === 0) return null;
  return (
    <div className="text-sm text-quiet">
      <h3 className="font-medium text-text">{t("leftTitle")}</h3>
      <ul className="mt-1 flex list-disc flex-col gap-1 pl-5 text-pretty">
        {[...Map.groupBy(left, ({ why }) => why)].map(([why, clips]) => (
          <li key={why}>{t(`left.${why}`, { count: clips.length })}</li>
        ))}
      </ul>
    </div>
  );
}
