"use client";

import { Check, Minus, Plus, Volume2, VolumeX } from "@/components/ui/icons";
import { useSyncExternalStore } from "react";
import { useFormatter, useTranslations } from "use-intl";
import { useGenerationWords } from "@/components/clip/words";
import { Button } from "@/components/ui/button";
import type { CardView } from "@/lib/generations/view";
import { PlayerButton } from "../player-button";
import type { CompareClock } from "./compare-clock";

interface CompareSideProps {
  view: CardView;
  clock: CompareClock;
  letter: string;
  isBlind: boolean;
  isChosen: boolean;
  /** Who chose it; empty as long as one has not voted oneself. */
  votes: { by: readonly string[]; hasNames: boolean };
  isVoting: boolean;
  onVote: (() => void) | null;
  onKeep: (() => void) | null;
}

/** What belongs to one side alone: who it is, its sound, and how far it is ahead. */
export function CompareSide({ view, clock, letter, isBlind, isChosen, votes, isVoting, onVote, onKeep }: CompareSideProps) {
  const t = useTranslations("compare");
  const words = useGenerationWords();
  const format = useFormatter();
  const { sound, offsets } = useSyncExternalStore(clock.subscribe, clock.read, clock.read);
  const isHeard = sound === view.id;
  const offset = offsets[view.id] ?? 0;
  return (
    <li aria-label={t("side", { letter })} className="flex flex-col gap-2 border-b border-line px-5 py-3">
      <div className="flex min-w-0 items-baseline gap-2">
        <span className="font-mono text-sm font-semibold">{letter}</span>
        {!isBlind && (
          <span className="min-w-0 flex-1">
            <span dir="auto" className="block truncate text-sm">
              {words.takeTitle(view)}
            </span>
            <span className="block truncate font-mono text-xs text-quiet tabular">{words.slate(view)}</span>
          </span>
        )}
        {isChosen && <Check role="img" aria-label={t("chosen")} className="icon ml-auto shrink-0 self-center" />}
      </div>
      {votes.by.length > 0 && (
        <p className="text-xs text-quiet">
          {t("votes", { count: votes.by.length })}
          {votes.hasNames && ` · ${format.list(votes.by)}`}
        </p>
      )}
      <div className="-ml-2 flex items-center gap-1">
        {!view.video?.isSilent && (
          <PlayerButton label={t("sound", { letter })} aria-pressed={isHeard} onClick={() => clock.setSound(isHeard ? null : view.id)}>
            {isHeard ? <Volume2 aria-hidden="true" /> : <VolumeX aria-hidden="true" />}
          </PlayerButton>
        )}
        <PlayerButton label={t("earlier", { letter })} onClick={() => clock.shift(view.id, -1)}>
          <Minus aria-hidden="true" />
        </PlayerButton>
        <output aria-label={t("offset", { letter })} className="min-w-12 text-center font-mono text-sm text-quiet tabular">
          {t("frames", { offset: `${offset > 0 ? "+" : offset < 0 ? "−" : ""}${Math.abs(offset)}` })}
        </output>
        <PlayerButton label={t("later", { letter })} onClick={() => clock.shift(view.id, 1)}>
          <Plus aria-hidden="true" />
        </PlayerButton>
        {onVote && (
          <Button size="sm" className="ml-auto" pending={isVoting} onClick={onVote}>
            {t("vote", { letter })}
          </Button>
        )}
        {onKeep && (
          <Button size="sm" className="ml-auto" aria-description={t("keepHint")} title={t("keepHint")} onClick={onKeep}>
            {t("keep", { letter })}
          </Button>
        )}
      </div>
    </li>
  );
}
