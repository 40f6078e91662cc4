"use client";

import { Check } from "@/components/ui/icons";
import { useFormatter, useTranslations } from "use-intl";
import { Button } from "@/components/ui/button";
import type { PriceTable } from "@/lib/models/prices";
import { estimateOf } from "@/lib/recipes/plan";
import { cn } from "@/lib/shared/cn";
import { useComposer, useComposerSettings, useComposerState, useProblems } from "../engine/composer-context";
import { isPristine, plannedInputs } from "../engine/composer-state";
import type { PressOptions } from "../engine/submission";
import { usePriceOf } from "../settings/use-price-of";

interface SubmitBarProps {
  prices: PriceTable;
  onSubmit: (how: PressOptions) => void;
  /** Says the price beside the button. */
  priced: boolean;
  className?: string;
}

/** What it will cost, and the one button that spends it. */
export function SubmitBar({ prices, onSubmit, priced, className }: SubmitBarProps) {
  return (
    <div className={cn("flex items-center gap-3", className)}>
      {priced && <EstimateText prices={prices} />}
      <GenerateButton prices={prices} onSubmit={onSubmit} />
    </div>
  );
}

function EstimateText({ prices }: { prices: PriceTable }) {
  const t = useTranslations("composer.estimate");
  const format = useFormatter();
  const state = useComposerSettings();
  const price = usePriceOf(prices)();
  const { min, max } = estimateOf(state, plannedInputs(state), prices).tokens;
  const tokens = min === max ? format.number(min) : t("range", { min: format.number(min), max: format.number(max) });
  const count = t("tokens", { tokens });
  return (
    <p
      className="min-w-0 text-right text-xs leading-tight text-quiet tabular"
      title={`${count}. ${t("explained", { date: prices.checkedOn })}`}
    >
      {price && <span className="block text-sm text-text">{state.takes > 1 ? t("each", { price }) : t("about", { price })}</span>}
      {/* What people reckon with is money; tokens are for whoever asks. */}
      <span className={price ? "sr-only" : "block"}>{count}</span>
      {!price && <span className="block">{t("noPrice")}</span>}
    </p>
  );
}

function GenerateButton({ prices, onSubmit }: Pick<SubmitBarProps, "prices" | "onSubmit">) {
  const t = useTranslations("composer.submit");
  const problems = useProblems();
  const attempted = useComposer((snapshot) => snapshot.attempted);
  const sent = useComposer((snapshot) => snapshot.sent);
  const swallowed = useComposer((snapshot) => snapshot.swallowed);
  const waiting = useComposer((snapshot) => snapshot.waiting);
  const pristine = useComposer((snapshot) => isPristine(snapshot.state));
  const takes = useComposerState((state) => state.takes);
  const price = usePriceOf(prices)({}, takes);
  // Untouched, the form has nothing wrong with it; it merely has not been filled in.
  const count = attempted || !pristine ? problems.length : 0;
  const what = takes === 1 ? t("generate") : price ? t("takesFor", { count: takes, price }) : t("takes", { count: takes });
  const why = swallowed ? t("again", { count: takes }) : waiting ? t("waiting") : count > 0 && !sent ? t("problems", { count }) : null;
  return (
    <Button
      variant="primary"
      size="lg"
      aria-keyshortcuts="Control+Enter Meta+Enter"
      aria-label={sent || swallowed ? [what, swallowed && why].filter(Boolean).join(", ") : undefined}
      aria-busy={waiting || undefined}
      className="min-w-[8.75rem] flex-col gap-0 leading-tight tabular max-md:h-11 max-md:flex-1"
      onClick={() => onSubmit({})}
    >
      {sent || swallowed ? (
        <span className="inline-flex items-center gap-1.5">
          <Check aria-hidden="true" /> {t("queued")}
        </span>
      ) : (
        <span>{what}</span>
      )}
      {why && <span className="text-xs font-normal">{` ${why}`}</span>}
    </Button>
  );
}
