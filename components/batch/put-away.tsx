"use client";

import { useTranslations } from "use-intl";
import { Button } from "@/components/ui/button";
import type { Batch } from "./use-batch";

/** The way back after "Start over", for as long as nothing else was begun. */
export function PutAway({ batch }: { batch: Batch }) {
  const t = useTranslations("batch");
  const common = useTranslations("common");
  const { putAway, begin } = batch;
  if (!putAway) return null;
  return (
    <p role="status" className="flex flex-wrap items-center gap-2 text-sm text-quiet">
      {t("putAway", { count: putAway.rows.length })}
      <Button size="sm" onClick={() => begin(putAway)}>
        {common("undo")}
      </Button>
    </p>
  );
}
