"use client";

import { useEffect, useSyncExternalStore } from "react";
import { useTranslations } from "use-intl";
import { isOutdated, mayReload, onOutdated } from "@/components/data/outdated";
import { Button } from "@/components/ui/button";

/** When this tab reloaded itself last: a studio that cannot be reached by a fresh page either is not asked in circles. */
const RELOADED = "outdated.reloaded";
const PATIENCE_MS = 60_000;

const hasJustReloaded = (): boolean => Date.now() - Number(sessionStorage.getItem(RELOADED) ?? 0) < PATIENCE_MS;

/** The studio was updated under this page. It reloads by itself where nothing would be lost, else it says so and waits for a press. */
export function OutdatedNotice() {
  const t = useTranslations("shell.outdated");
  const isOld = useSyncExternalStore(onOutdated, isOutdated, () => false);
  useEffect(() => {
    if (!isOld) return;
    // What the refused call was about says first whether it would be lost.
    const timer = setTimeout(() => {
      if (!mayReload() || hasJustReloaded()) return;
      sessionStorage.setItem(RELOADED, String(Date.now()));
      location.reload();
    });
    return () => clearTimeout(timer);
  }, [isOld]);
  if (!isOld) return null;
  return (
    <div role="alert" data-slot="outdated" className="flex flex-wrap items-center gap-3 border-b border-line bg-raised py-2 text-sm gutter">
      <p className="min-w-0 flex-1">{t("body")}</p>
      <Button size="sm" variant="primary" onClick={() => location.reload()}>
        {t("reload")}
      </Button>
    </div>
  );
}
