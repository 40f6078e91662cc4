"use client";

import { useId, useState } from "react";
import { useTranslations } from "use-intl";
import { Button } from "@/components/ui/button";
import { Dialog, DialogFooter } from "@/components/ui/dialog";
import type { ClipView } from "@/lib/generations/view";
import { getModel } from "@/lib/models/catalog";
import { isExperimental } from "@/lib/models/request";
import { asMade, finalsOf } from "@/lib/recipes/finals";
import type { Recipe } from "@/lib/recipes/recipe";
import { modelLabel } from "../words";
import { onItsOwn } from "../uncertain/on-its-own";
import type { Offer } from "../gallery-place";
import { plannedOf, usePrice } from "./use-price";

interface FinalDialogProps {
  clip: ClipView;
  offer: Offer;
  onMake: (recipe: Recipe) => void;
  onClose: () => void;
}

/** The same clip, larger or by the full model: what there is, what each costs, and the press that spends it. */
export function FinalDialog({ clip, offer, onMake, onClose }: FinalDialogProps) {
  const t = useTranslations("chain.final");
  const common = useTranslations("common");
  const group = useId();
  const price = usePrice(offer);
  const recipe = asMade(clip.recipe, clip.actual);
  const finals = finalsOf(recipe, offer.surface, offer.models);
  const [chosen, choose] = useState(0);
  const final = finals[chosen];
  const about = final ? price(final, plannedOf(clip)) : null;
  const body = !final ? t("none") : recipe.seed === null ? t("bodyRandom") : t("body", { seed: String(recipe.seed) });
  return (
    <Dialog open onOpenChange={onClose} {...onItsOwn(onClose)} title={t("title")} description={body}>
      {final && (
        <fieldset className="flex flex-col rounded-md border border-line">
          <legend className="sr-only">{t("choices")}</legend>
          {finals.map((choice, index) => (
            <label
              key={`${choice.model} ${choice.resolution}`}
              className="flex min-h-control cursor-pointer items-center gap-3 border-line px-3 py-1.5 text-sm not-last:border-b has-checked:bg-raised pointer-coarse:min-h-11"
            >
              <input type="radio" name={group} checked={index === chosen} onChange={() => choose(index)} className="size-4 accent-text" />
              <span className="min-w-0 flex-1">
                {choice.resolution} · {modelLabel(choice.model)}
                <span className="block text-xs text-quiet empty:hidden">
                  {[
                    isExperimental(choice.model, choice.mode, choice.resolution, offer.surface) && t("experimental"),
                    getModel(choice.model).tenBit.includes(choice.resolution) && t("tenBit"),
                  ]
                    .filter(Boolean)
                    .join(" · ")}
                </span>
              </span>
              <span className="text-quiet tabular">{price(choice, plannedOf(clip)) ?? t("noPrice")}</span>
            </label>
          ))}
        </fieldset>
      )}
      <DialogFooter>
        <Button onClick={onClose}>{common(final ? "cancel" : "close")}</Button>
        {final && (
          <Button
            variant="primary"
            onClick={() => {
              onClose();
              onMake(final);
            }}
          >
            {about ? t("confirm", { price: about }) : t("confirmNoPrice")}
          </Button>
        )}
      </DialogFooter>
    </Dialog>
  );
}
