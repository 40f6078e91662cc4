"use client";

import { useTranslations } from "use-intl";
import { toast } from "@/components/ui/toast-store";
import type { CardView } from "@/lib/generations/view";
import { cn } from "@/lib/shared/cn";
import { copyText } from "@/components/ui/copy-text";
import { useGenerationWords } from "../words";

/** The slate: how it was made, in one line, copied by a press. */
export function GenerationSlate({ view, className }: { view: CardView; className?: string }) {
  const t = useTranslations("gallery");
  const slate = useGenerationWords().slate(view);
  const copy = async (): Promise<void> => {
    if (!(await copyText(slate))) return;
    toast({ title: t("slate.copied") });
  };
  return (
    <button
      data-slot="generation-slate"
      type="button"
      aria-label={`${t("slate.label")}: ${slate}`}
      title={t("slate.label")}
      onClick={() => void copy()}
      className={cn(
        "block max-w-full truncate rounded-sm text-left font-mono text-xs text-quiet transition-colors hover:text-text",
        className,
      )}
    >
      {slate}
    </button>
  );
}
