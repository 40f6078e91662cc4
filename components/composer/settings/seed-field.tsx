"use client";

import { Dices, Lock } from "@/components/ui/icons";
import { useTranslations } from "use-intl";
import { Button } from "@/components/ui/button";
import { Tooltip } from "@/components/ui/tooltip";
import { SEED_RANGE } from "@/lib/models/catalog";
import { cn } from "@/lib/shared/cn";
import { useComposerState, useEngine, useShownProblems } from "../engine/composer-context";

const randomSeed = (): number => crypto.getRandomValues(new Uint32Array(1))[0]!;

/** Random, or locked to a number that is plain to see: a pinned seed that nobody notices makes every take the same. */
export function SeedField() {
  const t = useTranslations("composer.settings");
  const engine = useEngine();
  const seed = useComposerState((state) => state.seed);
  const set = (value: number | null) => engine.dispatch({ type: "set", settings: { seed: value } });
  const invalid = useShownProblems("seed").length > 0;
  const locked = seed !== null;
  const action = locked ? t("seedUnlock") : t("seedLock");
  return (
    <span
      data-problem-slot="seed"
      className={cn(
        "inline-flex h-control items-center rounded-full border base:border-line-strong pl-3 text-sm has-[input:focus-visible]:outline-2 has-[input:focus-visible]:outline-tungsten-ink",
        locked && "border-uncertain",
      )}
    >
      <input
        type="number"
        inputMode="numeric"
        aria-label={t("seed")}
        min={SEED_RANGE.random}
        max={SEED_RANGE.max}
        step="any"
        title={t("seed")}
        placeholder={t("seedPlaceholder")}
        value={seed ?? ""}
        aria-invalid={invalid || undefined}
        onChange={(event) => {
          // Kept as it was typed: what cannot be taken is refused with a sentence, and never changed unseen.
          const value = event.target.valueAsNumber;
          set(Number.isNaN(value) ? null : value);
        }}
        className={cn(
          "field-sizing-content h-full max-w-28 min-w-[5.25rem] [appearance:textfield] bg-transparent base:text-text tabular outline-none [&::-webkit-inner-spin-button]:appearance-none [&::-webkit-outer-spin-button]:appearance-none",
          locked && "font-mono text-uncertain",
        )}
      />
      <Tooltip label={action}>
        <Button
          variant="quiet"
          size="icon"
          aria-label={action}
          aria-pressed={locked}
          className={cn("rounded-full", locked && "text-uncertain hover:not-disabled:text-uncertain!")}
          onClick={() => set(locked ? null : randomSeed())}
        >
          {locked ? <Lock aria-hidden="true" /> : <Dices aria-hidden="true" />}
        </Button>
      </Tooltip>
    </span>
  );
}
