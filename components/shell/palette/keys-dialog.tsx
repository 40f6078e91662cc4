"use client";

import { useTranslations } from "use-intl";
import { Dialog } from "@/components/ui/dialog";

/** The keys of the pages; those of the viewer are listed in it. Each id is also the name of its words. */
const KEYS = [
  ["palette", "Ctrl K · ⌘ K"],
  ["search", "/"],
  ["composer", "C"],
  ["generate", "Ctrl Enter · ⌘ Enter"],
  ["another", "Shift Ctrl Enter"],
  ["mention", "@"],
  ["rest", "Esc"],
  ["cards", "← → ↑ ↓"],
  ["open", "Enter"],
  ["download", "D"],
  ["reuse", "U"],
  ["trash", "Del"],
  ["undo", "Ctrl Z"],
  ["select", "Space"],
  ["selectAll", "Ctrl A · ⌘ A"],
  ["stars", "0 – 5"],
  ["favourite", "H"],
  ["verdict", "A · X"],
  ["list", "?"],
] as const;

/** What the keys do. */
export function KeysDialog({ onClose }: { onClose: () => void }) {
  const t = useTranslations("shell.palette.keys");
  return (
    <Dialog open onOpenChange={onClose} title={t("title")} description={t("hint")}>
      <dl className="grid grid-cols-[1fr_auto] gap-x-6 gap-y-1.5 text-sm">
        {KEYS.map(([id, label]) => (
          <div key={id} className="contents">
            <dt className="text-quiet">{t(`of.${id}`)}</dt>
            <dd className="text-right font-mono text-xs leading-5">{label}</dd>
          </div>
        ))}
      </dl>
    </Dialog>
  );
}
