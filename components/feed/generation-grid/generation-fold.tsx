"use client";

import { late } from "@/components/ui/late";
import { CircleSlash, RotateCcw } from "@/components/ui/icons";
import { Suspense, useState } from "react";
import { useTranslations } from "use-intl";
import { FailureFacts } from "@/components/clip/generation-failure";
import { useGenerationWords } from "@/components/clip/words";
import type { GalleryPlace } from "@/components/clip/gallery-place";
import type { GenerationActions } from "@/components/clip/use-generation-actions";
import { Button } from "@/components/ui/button";
import { actionsOn, goesAgain } from "@/lib/generations/policy";
import type { FoldEntry } from "./arrange";

const RetryDialog = late(async () => (await import("@/components/clip/retry/retry-dialog")).default);

interface GenerationFoldProps {
  fold: FoldEntry;
  place: GalleryPlace;
  mayCreate: boolean;
  actions: GenerationActions;
  onToggle: (id: string) => void;
}

/** Several that did not become clips, as one line. What it leaves to the eye is there for ears and scripts. */
export default function GenerationFold({ fold: { id, views, isOpen }, place, mayCreate, actions, onToggle }: GenerationFoldProps) {
  const t = useTranslations("gallery.fold");
  const retry = useTranslations("retry");
  const [isAsked, setAsked] = useState(false);
  const { user } = place;
  const words = useGenerationWords();
  // What is sent again comes first: one press takes only so many.
  const [again, left] = [views.filter(goesAgain), views.filter((view) => !goesAgain(view))];
  const openWords = retry("openCount", { count: again.length });
  const mine = views.filter((view) => actionsOn({ userId: user.id, role: user.role }, view).delete);
  return (
    <div data-slot="generation-fold" data-generation={id} className="relative h-(--fold) w-full scroll-mt-20 pb-2">
      <div className="flex h-full items-center gap-1.5 rounded-lg border border-line px-3">
        <p className="flex min-w-0 flex-1 items-center gap-2 text-sm text-quiet">
          <CircleSlash aria-hidden="true" className="icon" />
          <span className="truncate">{t("count", { count: views.length })}</span>
        </p>
        <Button size="sm" data-card-rest="" aria-expanded={isOpen} onClick={() => onToggle(id)}>
          {t(isOpen ? "hide" : "show")}
        </Button>
        {mayCreate && again.length > 0 && (
          <Button size="sm" className="pointer-coarse:min-w-11" aria-label={openWords} title={openWords} onClick={() => setAsked(true)}>
            <RotateCcw aria-hidden="true" />
            <span className="max-md:hidden">{openWords}</span>
          </Button>
        )}
        {mine.length > 0 && (
          <Button size="sm" variant="quiet" data-press="delete" onClick={() => void actions.remove(...mine)}>
            {t("clear")}
          </Button>
        )}
      </div>
      {isAsked && (
        <Suspense>
          <RetryDialog
            team={place.team}
            of={{ ids: [...again, ...left].map((view) => view.id) }}
            onMade={actions.keep}
            onClose={() => setAsked(false)}
          />
        </Suspense>
      )}
      {!isOpen && (
        <div className="sr-only">
          {views.map((view) => (
            <article key={view.id} data-generation={view.id} data-status={view.status} aria-label={words.name(view)}>
              <FailureFacts view={view} isMine={view.author.id === user.id} />
            </article>
          ))}
        </div>
      )}
    </div>
  );
}
