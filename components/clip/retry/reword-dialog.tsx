"use client";

import { useQuery } from "@tanstack/react-query";
import { useTranslations } from "use-intl";
import { Button } from "@/components/ui/button";
import { Dialog, DialogFooter } from "@/components/ui/dialog";
import { Spinner } from "@/components/ui/spinner";
import type { CardView } from "@/lib/generations/view";
import { reword, textOf } from "@/lib/recipes/reword/reword";
import { plannedOf, usePrice } from "../chain/use-price";
import type { GalleryPlace } from "../gallery-place";
import { clipQuery } from "../query-options";
import { RefusalShare } from "../refusals/refusal-share";
import { onItsOwn } from "../uncertain/on-its-own";
import type { GenerationActions } from "../use-generation-actions";
import { PromptDiff } from "./prompt-diff";

interface RewordDialogProps {
  view: CardView;
  place: GalleryPlace;
  actions: GenerationActions;
  onClose: () => void;
}

/** The prompt in other words, as what changes in it. It goes nowhere until somebody takes it, into the composer or as a try with its price. */
export default function RewordDialog({ view, place, actions, onClose }: RewordDialogProps) {
  const t = useTranslations("retry.reword");
  const common = useTranslations("common");
  const price = usePrice(place.offer);
  const { data: clip } = useQuery(clipQuery(place.team, view.id));
  const pieces = clip ? reword(clip.recipe.prompt) : null;
  const prompt = pieces && textOf(pieces);
  const about = clip && price(clip.recipe, plannedOf(clip));
  const take = (then: (prompt: string) => void) => () => {
    onClose();
    if (prompt !== null) then(prompt);
  };
  return (
    <Dialog
      open
      onOpenChange={onClose}
      {...onItsOwn(onClose)}
      title={t("title")}
      description={t("body")}
      className="w-[min(36rem,calc(100vw-2rem))]"
    >
      {!clip && <Spinner className="sr-only" />}
      {pieces && <PromptDiff pieces={pieces} />}
      <RefusalShare team={place.team} project={place.project.slug} code={view.failure?.code ?? ""} />
      <DialogFooter>
        <Button onClick={onClose}>{common("cancel")}</Button>
        {prompt !== null && (
          <>
            <Button onClick={take((words) => void actions.reuse(view, { keepSeed: true, settings: { prompt: words } }))}>
              {t("compose")}
            </Button>
            <Button variant="primary" onClick={take((words) => void actions.retry(view, { prompt: words }))}>
              {about ? t("retry", { price: about }) : t("retryUnpriced")}
            </Button>
          </>
        )}
      </DialogFooter>
    </Dialog>
  );
}
