"use client";

import { createContext, useContext, useSyncExternalStore } from "react";
import type { ComposerEngine } from "./composer-engine";
import type { ComposerSnapshot } from "./composer-snapshot";
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

/**
 * Something worked out from the draft: once for each state, however many places ask, and for as long as it comes out the
 * same it is the same value. So a key in the prompt draws nothing again that the key did not change.
 */
function worksOut<T>(work: (state: ComposerState, engine: ComposerEngine) => T, isSame: (one: T, other: T) => boolean) {
  const known = new WeakMap<ComposerState, { value: T }>();
  const latest = new WeakMap<ComposerEngine, { value: T }>();
  return (engine: ComposerEngine, state: ComposerState): T => {
    const before = latest.get(engine);
    let found = known.get(state);
    if (!found) {
      const value = work(state, engine);
      found = before && isSame(before.value, value) ? before : { value };
      known.set(state, found);
      latest.set(engine, found);
    }
    return found.value;
  };
}

const problemsOf = worksOut(
  (state, { surface }) => findComposerProblems(state, surface),
  (one, other) => JSON.stringify(one) === JSON.stringify(other),
);

const settingsOf = worksOut(
  (state): ComposerState => ({ ...state, prompt: "" }),
  (one, other) => (Object.keys({ ...one, ...other }) as (keyof ComposerState)[]).every((key) => one[key] === other[key]),
);

/** The draft without its words, for what does not depend on them: what it costs, and what its settings allow. */
export function useComposerSettings(): ComposerState {
  const engine = useEngine();
  return useComposer(({ state }) => settingsOf(engine, state));
}

/** All problems of the present draft, in the order in which a person would mend them. */
export function useProblems(): ComposerProblem[] {
  const engine = useEngine();
  return useComposer(({ state }) => problemsOf(engine, state));
}

/** Those of one place that are to be shown now. */
export function useShownProblems(slot: ComposerProblem["slot"]): ComposerProblem[] {
  const attempted = useComposer((snapshot) => snapshot.attempted);
  return useProblems().filter((problem) => problem.slot === slot && (attempted || !isYetToDo(problem)));
}
