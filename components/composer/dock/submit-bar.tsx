"use client";

import { Check } from "lucide-react";
import { useMemo } from "react";
import { useFormatter, useLocale, useTranslations } from "use-intl";
import { Button } from "@/components/ui/button";
import { formatMicros } from "@/lib/i18n/format";
import { DEFAULT_PRICES, type PriceTable } from "@/lib/models/prices";
import { estimateOf } from "@/lib/recipes/plan";
import { cn } from "@/lib/shared/cn";
import { useComposer, useProblems } from "../engine/composer-context";
import { isPristine, plannedInputs } from "../engine/composer-state";

interface SubmitBarProps {
  prices: PriceTable | undefined;
  onSubmit: () => void;
  className?: string;
}

/** What it will cost, and the one button that spends it. */
export function SubmitBar({ prices, onSubmit, className }: SubmitBarProps) {
  return (
    <div className={cn("flex items-center gap-3", className)}>
      <EstimateText prices={prices ?? DEFAULT_PRICES} />
      <GenerateButton onSubmit={onSubmit} />
    </div>
  );
}

function EstimateText({ prices }: { prices: PriceTable }) {
  const t = useTranslations("composer.estimate");
  const locale = useLocale();
  const format = useFormatter();
  const state = useComposer((snapshot) => snapshot.state);
  const { tokens, micros } = useMemo(() => estimateOf(state, plannedInputs(state), prices), [state, prices]);
  const range = ({ min, max }: { min: number; max: number }, word: (value: number) => string) =>
    word(min) === word(max) ? word(min) : t("range", { min: word(min), max: word(max) });
  return (
    <p className="min-w-0 text-right text-xs leading-tight text-quiet tabular" title={t("explained", { date: prices.checkedOn })}>
      {micros && (
        <span className="block text-sm text-text">{t("about", { price: range(micros, (value) => formatMicros(locale, value)) })}</span>
      )}
      <span className="block">{t("tokens", { tokens: range(tokens, (value) => format.number(value)) })}</span>
      {!micros && <span className="block">{t("noPrice")}</span>}
    </p>
  );
}

function GenerateButton({ onSubmit }: { onSubmit: () => void }) {
  const t = useTranslations("composer.submit");
  const problems = useProblems();
  const attempted = useComposer((snapshot) => snapshot.attempted);
  const sent = useComposer((snapshot) => snapshot.sent);
  const waiting = useComposer((snapshot) => snapshot.waiting);
  const pristine = useComposer((snapshot) => isPristine(snapshot.state));
  // Untouched, the form has nothing wrong with it; it merely has not been filled in.
  const count = attempted || !pristine ? problems.length : 0;
  return (
    <Button
      variant="primary"
      size="lg"
      aria-keyshortcuts="Control+Enter Meta+Enter"
      aria-label={
        waiting || (count > 0 && !sent) ? t("generateBut", { why: waiting ? t("waiting") : t("problems", { count }) }) : t("generate")
      }
      aria-busy={waiting || undefined}
      className="h-11 min-w-[8.75rem] flex-col gap-0 leading-tight max-md:flex-1"
      onClick={onSubmit}
    >
      {sent ? (
        <span className="inline-flex items-center gap-1.5">
          <Check aria-hidden="true" /> {t("queued")}
        </span>
      ) : (
        <>
          <span>{t("generate")}</span>
          {waiting && <span className="text-xs font-normal">{t("waiting")}</span>}
          {!waiting && count > 0 && <span className="text-xs font-normal">{t("problems", { count })}</span>}
        </>
      )}
    </Button>
  );
}
