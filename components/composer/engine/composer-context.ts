"use client";

import { createContext, useContext, useMemo, useSyncExternalStore } from "react";
import type { ComposerEngine, ComposerSnapshot } from "./composer-engine";
import { findComposerProblems, isYetToDo, type ComposerProblem, type ComposerState } from "./composer-state";

export const ComposerContext = createContext<ComposerEngine | null>(null);

export function useEngine(): ComposerEngine {
  const engine = useContext(ComposerContext);
  if (!engine) throw new Error("The parts of the composer belong inside a Composer.");
  return engine;
}

/** A part of the composer's snapshot; the component is drawn again only when that part changed. Select, do not build. */
export function useComposer<T>(select: (snapshot: ComposerSnapshot) => T): T {
  const engine = useEngine();
  return useSyncExternalStore(
    engine.subscribe,
    () => select(engine.getSnapshot()),
    () => select(engine.getServerSnapshot()),
  );
}

export const useComposerState = <T>(select: (state: ComposerState) => T): T => useComposer(({ state }) => select(state));

/** All problems of the present draft, in the order in which a person would mend them. */
export function useProblems(): ComposerProblem[] {
  const engine = useEngine();
  const state = useComposer((snapshot) => snapshot.state);
  return useMemo(() => findComposerProblems(state, engine.surface), [state, engine.surface]);
}

/** Those of one place that are to be shown now. */
export function useShownProblems(slot: ComposerProblem["slot"]): ComposerProblem[] {
  const attempted = useComposer((snapshot) => snapshot.attempted);
  return useProblems().filter((problem) => problem.slot === slot && (attempted || !isYetToDo(problem)));
}
