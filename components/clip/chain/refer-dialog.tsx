"use client";

import { useState } from "react";
import { useTranslations } from "use-intl";
import type { RecipeOptions } from "@/components/data/composer-store";
import { Button } from "@/components/ui/button";
import { Dialog, DialogFooter } from "@/components/ui/dialog";
import type { ClipView } from "@/lib/generations/view";
import { RATIOS } from "@/lib/models/catalog";
import type { PlannedInput } from "@/lib/recipes/plan";
import { referSettings } from "@/lib/recipes/refer";
import { onItsOwn } from "../uncertain/on-its-own";
import type { Offer } from "../gallery-place";
import { usePrice } from "./use-price";

interface ReferDialogProps {
  kind: "extend" | "edit";
  clip: ClipView;
  offer: Offer;
  /** @returns whether it is in the composer now */
  onRefer: (settings: NonNullable<RecipeOptions["settings"]>) => Promise<boolean | undefined>;
  onClose: () => void;
}

/** Before the clip goes into the composer as a reference: what the provider will do with its length, shape and price. */
export function ReferDialog({ kind, clip, offer, onRefer, onClose }: ReferDialogProps) {
  const t = useTranslations(`chain.${kind}`);
  const common = useTranslations("common");
  const refer = useTranslations("chain.refer");
  const price = usePrice(offer);
  const [isPending, setPending] = useState(false);
  const durationMs = clip.video?.durationMs ?? 0;
  const settings = referSettings(kind, clip.recipe, durationMs / 1000);
  const itself: PlannedInput = {
    role: "reference",
    assetId: clip.card.id,
    kind: "video",
    status: "ready",
    durationMs,
    width: null,
    height: null,
  };
  // What it costs is asked for the length that comes, and of the shape that the clip has.
  const seconds = settings.durationSeconds ?? clip.actual.durationSeconds ?? clip.recipe.durationSeconds;
  const about = price({ ...clip.recipe, mode: "references", ratio: ratioOf(clip), durationSeconds: seconds }, [itself]);
  const put = async (): Promise<void> => {
    setPending(true);
    const isDone = await onRefer({ ...settings, prompt: t("words") });
    setPending(false);
    if (isDone) onClose();
  };
  return (
    <Dialog open onOpenChange={onClose} {...onItsOwn(onClose)} title={t("title")} description={t("body", { words: t("words").trim() })}>
      <ul className="flex list-disc flex-col gap-1.5 pl-5 text-sm text-pretty text-text">
        <li>{refer("ratio")}</li>
        <li>
          {kind === "extend" && settings.durationSeconds !== null
            ? refer("whole", { seconds: settings.durationSeconds })
            : refer(`${kind}Automatic`)}
        </li>
        <li>{about ? refer("price", { price: about }) : refer("noPrice")}</li>
        {offer.surface === "direct" && <li>{refer("direct")}</li>}
      </ul>
      <DialogFooter>
        <Button onClick={onClose}>{common("cancel")}</Button>
        <Button variant="primary" pending={isPending} onClick={() => void put()}>
          {refer("confirm")}
        </Button>
      </DialogFooter>
    </Dialog>
  );
}

const ratioOf = ({ actual, recipe }: ClipView): ClipView["recipe"]["ratio"] =>
  RATIOS.find((known) => known === actual.ratio) ?? recipe.ratio;
