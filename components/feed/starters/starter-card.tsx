import { useLocale, useTranslations } from "use-intl";
import { Spinner } from "@/components/ui/spinner";
import { formatMicros } from "@/lib/i18n/format";
import type { PriceTable } from "@/lib/models/prices";
import { defaultRecipe } from "@/lib/recipes/default-recipe";
import { estimateOf, type PlannedInput } from "@/lib/recipes/plan";
import { cn } from "@/lib/shared/cn";
import { type Starter, STARTER_SETTINGS, STARTER_SIZE } from "./starters-data";

interface StarterCardProps {
  starter: Starter;
  prices: PriceTable;
  pending: boolean;
  onUse: () => void;
}

const priceOf = ({ mode, inputs }: Starter, prices: PriceTable): number | null => {
  const planned = inputs.map(({ role, file }): PlannedInput => ({
    role,
    assetId: file,
    kind: "image",
    status: "ready",
    durationMs: null,
    sizeBytes: null,
    ...STARTER_SIZE,
  }));
  return estimateOf({ ...defaultRecipe(), ...STARTER_SETTINGS, mode }, planned, prices).micros?.max ?? null;
};

/** One ready-made recipe: its pictures, what it shows in one line, and what the clip will cost. */
export function StarterCard({ starter, prices, pending, onUse }: StarterCardProps) {
  const t = useTranslations("starters");
  const locale = useLocale();
  const micros = priceOf(starter, prices);
  const second = starter.inputs[1];
  return (
    <li>
      <button
        type="button"
        aria-busy={pending || undefined}
        onClick={onUse}
        className="group block w-full rounded-video text-left max-sm:flex max-sm:items-center max-sm:gap-3"
      >
        <span className="relative block aspect-video overflow-hidden rounded-video border border-line bg-raised transition-colors group-hover:border-quiet max-sm:w-2/5 max-sm:shrink-0">
          <Picture name={starter.picture} className="size-full" />
          {second && (
            <Picture
              name={second.file}
              className="absolute right-2 bottom-2 h-2/5 w-auto rounded-md border border-line-strong shadow-float max-sm:right-1 max-sm:bottom-1"
            />
          )}
          {pending && (
            <span className="absolute inset-0 grid place-items-center bg-scrim">
              <Spinner />
            </span>
          )}
        </span>
        <span className="block min-w-0 py-2">
          <span className="block text-base font-medium">{t(`of.${starter.id}.title`)}</span>
          <span className="block text-sm text-quiet">{t(`of.${starter.id}.line`)}</span>
          <span className="block text-xs text-quiet tabular">
            {micros === null ? t("noPrice") : t("price", { price: formatMicros(locale, micros) })}
          </span>
        </span>
      </button>
    </li>
  );
}

function Picture({ name, className }: { name: string; className: string }) {
  return (
    <img
      src={`/starters/${name}.webp`}
      alt=""
      width={STARTER_SIZE.width}
      height={STARTER_SIZE.height}
      decoding="async"
      className={cn("block object-cover", className)}
    />
  );
}
