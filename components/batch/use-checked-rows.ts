import { useCallback, useEffect, useEffectEvent, useMemo, useState } from "react";
import { useQuery } from "@tanstack/react-query";
import { reach } from "@/components/data/outdated";
import { elementsQuery } from "@/components/library/elements/element-queries";
import { checkBatchAction } from "@/lib/generations/actions";
import type { BatchCheck } from "@/lib/generations/asking/check-batch";
import type { Surface } from "@/lib/models/catalog";
import { type BatchRow, keyOfRow, type PlannedRow, planRows } from "@/lib/recipes/table/plan-rows";
import type { RowRecipe } from "@/lib/recipes/table/read-cells";
import type { ActionError } from "@/lib/shared/result";
import { inRequests, toDraft } from "./batch-requests";
import type { BatchPlace } from "./stored-batch";
import type { BatchFiles } from "./use-batch-files";

/** So long nothing is typed before the studio is asked. */
const CALM_MS = 150;

interface Options {
  place: BatchPlace;
  rows: readonly BatchRow[];
  files: BatchFiles;
  base: RowRecipe;
  surface: Surface;
}

type Answer = { found: BatchCheck } | { problem: { code: "unchecked" } | ActionError };

/** The rows as recipes, and what only the studio knows of them: asked for anew a moment after they have changed. */
export function useCheckedRows({ place: { team, projectId }, rows, files, base, surface }: Options) {
  const [check, setCheck] = useState<BatchCheck | null>(null);
  const [made, setMade] = useState<ReadonlySet<string>>(new Set());
  const [unchecked, setUnchecked] = useState<{ code: "unchecked" } | ActionError | null>(null);
  const [checks, setChecks] = useState(0);

  // A name that is not known yet would be sent as a word.
  const { data: elements } = useQuery(elementsQuery(team));
  const planned = useMemo(
    () =>
      check && elements ? planRows(rows, { base, known: files.known, elements, surface, prices: check.prices, models: check.models }) : [],
    [rows, base, files.known, elements, surface, check],
  );
  const sound = useMemo(() => planned.filter(({ problems }) => problems.length === 0), [planned]);

  const ask = useCallback(
    async (list: readonly PlannedRow[]): Promise<Answer> => {
      let all: BatchCheck | null = null;
      const isMade: boolean[] = [];
      for (const drafts of inRequests(list.map(toDraft))) {
        const result = await reach(checkBatchAction(team, { projectId, drafts }));
        if (!result?.ok) return { problem: result ? result.error : { code: "unchecked" } };
        isMade.push(...result.data.isMade);
        all = { ...result.data, isMade };
      }
      return { found: all! };
    },
    [team, projectId],
  );

  const lookUp = useEffectEvent(async (isOver: () => boolean) => {
    const asked = sound;
    const answer = await ask(asked);
    if (isOver()) return;
    setUnchecked("problem" in answer ? answer.problem : null);
    if (!("found" in answer)) return;
    const { found } = answer;
    setMade(new Set(asked.filter((_, index) => found.isMade[index]).map(({ id }) => id)));
    // The same prices plan the same rows: nothing is reckoned again.
    setCheck((before) =>
      before && JSON.stringify(before.prices) === JSON.stringify(found.prices) ? { ...before, room: found.room } : found,
    );
  });
  const wanted = useMemo(() => sound.map(keyOfRow).join("\n"), [sound]);
  useEffect(() => {
    let isOver = false;
    const timer = setTimeout(() => void lookUp(() => isOver), CALM_MS);
    return () => {
      isOver = true;
      clearTimeout(timer);
    };
  }, [wanted, checks, team, projectId]);

  return {
    check,
    planned,
    sound,
    made,
    /** Why the rows could not be checked. */
    unchecked,
    checkAgain: () => setChecks((count) => count + 1),
    ask,
    /** Right before a press the studio said something else of these rows. */
    correct(list: readonly PlannedRow[], found: BatchCheck): void {
      setCheck(found);
      setMade(new Set([...made, ...list.filter((_, index) => found.isMade[index]).map(({ id }) => id)]));
    },
  };
}
