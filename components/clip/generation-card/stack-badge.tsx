"use client";

import { useTranslations } from "use-intl";
import { Layers } from "@/components/ui/icons";
import type { CardView } from "@/lib/generations/view";
import { clipAddress } from "../clip-address";

/** How many takes stand behind the one that is seen; a press leads to them. */
export function StackBadge({ view, takes }: { view: CardView; takes: number }) {
  const t = useTranslations("gallery");
  const label = t("takes", { count: takes });
  return (
    <button
      data-slot="stack"
      type="button"
      aria-label={label}
      title={label}
      onClick={() => clipAddress.open(view, { atTakes: true })}
      className="flex shrink-0 items-center gap-1 rounded-sm text-xs text-quiet transition-colors hover:text-text"
    >
      <Layers aria-hidden="true" className="icon size-3" />
      <span className="@max-[10rem]:hidden">{label}</span>
      <span className="hidden tabular @max-[10rem]:inline">{takes}</span>
    </button>
  );
}
