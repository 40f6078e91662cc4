"use client";

import { useQueries } from "@tanstack/react-query";
import { clipQuery } from "@/components/clip/query-options";
import { useGenerationWords } from "@/components/clip/words";
import { letterOf } from "../compare/blind";
import { RecipeDifference } from "../compare/recipe-difference";

/** In what the recipes of two clips differ, and which of the two is which. */
export function PickedDifference({ team, ids }: { team: string; ids: readonly string[] }) {
  const words = useGenerationWords();
  const clips = useQueries({ queries: ids.map((id) => clipQuery(team, id)) }).flatMap(({ data }) => data ?? []);
  if (clips.length < ids.length) return null;
  return (
    <div role="status" className="-mx-5 border-y border-line">
      <ol className="flex flex-col gap-1 px-5 pt-4 text-xs text-quiet">
        {clips.map(({ card }, index) => (
          <li key={card.id} className="flex min-w-0 gap-2">
            <span className="font-mono">{letterOf(index)}</span>
            <span dir="auto" className="truncate">
              {words.takeTitle(card)}
            </span>
          </li>
        ))}
      </ol>
      <RecipeDifference clips={clips} />
    </div>
  );
}
