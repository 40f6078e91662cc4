"use client";

import { useQuery } from "@tanstack/react-query";
import { useEffect, useRef } from "react";
import { Columns2 } from "@/components/ui/icons";
import { useTranslations } from "use-intl";
import { tintOf } from "@/components/clip/generation-card/tint";
import { takesQuery } from "./clip-queries";
import { useGenerationWords } from "@/components/clip/words";
import { Button } from "@/components/ui/button";
import { MOST_COMPARED } from "@/lib/generations/review/limits";
import type { CardView } from "@/lib/generations/view";
import { cn } from "@/lib/shared/cn";
import { paths } from "@/lib/shared/paths";
import { shortcutOf } from "./keys";

/** The takes of the recipe of a clip, oldest first as they are numbered; itself among them. */
export function useTakes(team: string, view: CardView | undefined, views: readonly CardView[], isWanted: boolean): CardView[] {
  // A take that was just asked for, or became ready, is in the gallery first.
  const known = views.filter(({ prompt }) => prompt === view?.prompt).map(({ id, status }) => `${id} ${status}`);
  const { data } = useQuery({ ...takesQuery(team, view?.id ?? "", known.join()), enabled: view !== undefined && isWanted });
  const takes = data?.some(({ id }) => id === view?.id) ? data : [];
  return takes.toReversed();
}

/** Those that are compared first: the clip that is seen, and its nearest takes. */
export function comparable(takes: readonly CardView[], id: string): string[] {
  const ready = takes.filter(({ video }) => video !== undefined).map((take) => take.id);
  const at = ready.indexOf(id);
  if (at < 0 || ready.length < 2) return [];
  const nearest = ready.toSorted((a, b) => Math.abs(ready.indexOf(a) - at) - Math.abs(ready.indexOf(b) - at));
  return nearest.slice(0, MOST_COMPARED).sort((a, b) => ready.indexOf(a) - ready.indexOf(b));
}

interface PlayerTakesProps {
  takes: readonly CardView[];
  shown: string;
  onShow: (view: CardView) => void;
  onCompare: (() => void) | null;
}

/** The takes of this recipe as a strip: one press to the same moment of another. Nothing where it is the only one. */
export function PlayerTakes({ takes, shown, onShow, onCompare }: PlayerTakesProps) {
  const t = useTranslations("viewer");
  if (takes.length < 2) return null;
  return (
    <section data-slot="player-takes" aria-label={t("takes")} className="flex flex-col gap-2 border-b border-line p-5">
      <div className="flex min-h-7 items-center justify-between gap-2">
        <h2 className="text-xs font-medium text-quiet">{t("takesCount", { count: takes.length })}</h2>
        {onCompare && (
          <Button size="sm" className="-mr-1" aria-haspopup="dialog" aria-keyshortcuts={shortcutOf("compare")} onClick={onCompare}>
            <Columns2 aria-hidden="true" />
            {t("compare")}
          </Button>
        )}
      </div>
      <ul className="-mx-5 flex snap-x scroll-px-5 gap-1.5 overflow-x-auto px-5 py-1">
        {takes.map((take, index) => (
          <Take key={take.id} take={take} number={take.marks?.take ?? index + 1} isShown={take.id === shown} onShow={onShow} />
        ))}
      </ul>
    </section>
  );
}

interface TakeProps {
  take: CardView;
  number: number;
  isShown: boolean;
  onShow: (view: CardView) => void;
}

function Take({ take, number, isShown, onShow }: TakeProps) {
  const t = useTranslations("viewer");
  const words = useGenerationWords();
  const hasPicture = take.video && !take.video.isWithoutPoster;
  const what = [take.slate.resolution, take.slate.seed === undefined ? null : t("takeSeed", { seed: String(take.slate.seed) })];
  const place = useRef<HTMLLIElement>(null);
  useEffect(() => {
    const [item, strip] = [place.current, place.current?.parentElement];
    if (!isShown || !item || !strip) return;
    // The strip alone: whoever reads further down in the panel stays there.
    strip.scrollLeft = item.offsetLeft - strip.offsetLeft - (strip.clientWidth - item.offsetWidth) / 2;
  }, [isShown]);
  const name = t("takeName", { number, what: [...what, take.video ? null : words.status(take)].filter(Boolean).join(" · ") });
  return (
    <li ref={place} className="snap-start">
      <button
        type="button"
        aria-label={name}
        aria-current={isShown || undefined}
        title={name}
        onClick={() => onShow(take)}
        className={cn(
          "relative block h-14 shrink-0 pointer-coarse:min-w-11 overflow-hidden rounded-md outline-offset-2",
          isShown ? "ring-2 ring-white" : "opacity-75 hover:opacity-100",
        )}
        style={{ aspectRatio: `${take.shape.width} / ${take.shape.height}`, background: tintOf(take.prompt) }}
      >
        {hasPicture && <img src={paths.api.media(take.id, "poster")} alt="" loading="lazy" className="size-full object-cover" />}
        <span
          aria-hidden="true"
          className="absolute bottom-0.5 left-0.5 rounded-sm bg-black/65 px-1 font-mono text-xs leading-4 text-white tabular"
        >
          {number}
        </span>
      </button>
    </li>
  );
}
