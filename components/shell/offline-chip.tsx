"use client";

import { WifiOff } from "@/components/ui/icons";
import { useEffect, useState } from "react";
import { useTranslations } from "use-intl";
import { useIsLost } from "@/components/data/live-updates";

/** A line that is back at once is no news. */
const PATIENCE_MS = 3_000;

/** Says in the header that what is seen may be old: the browser has no network, or the studio does not answer. */
export function OfflineChip() {
  const t = useTranslations("shell");
  const isLost = useIsLost();
  const [isSaid, setSaid] = useState(false);
  useEffect(() => {
    if (!isLost) return;
    const timer = setTimeout(() => setSaid(true), PATIENCE_MS);
    return () => {
      clearTimeout(timer);
      setSaid(false);
    };
  }, [isLost]);
  return (
    <span role="status">
      {isSaid && (
        <span
          data-slot="offline-chip"
          className="mr-1 inline-flex items-center gap-1.5 rounded-full border border-uncertain px-2.5 py-1 text-xs font-medium text-uncertain"
        >
          <WifiOff aria-hidden="true" className="icon size-3.5" />
          <span className="max-sm:sr-only">{t("offline")}</span>
        </span>
      )}
    </span>
  );
}
