import type { ClipView } from "@/lib/generations/view";

/** What a recipe changes on its way back into the composer. */
export interface RecipeOptions {
  /** Everything unless said otherwise. */
  parts?: "all" | "prompt" | "references";
  /** How its files come back; a remedy for "frames and references cannot go together". */
  inputsAs?: "same" | "references" | "frames";
  /** The seed stays random unless a person asks for the same one. */
  keepSeed?: boolean;
  /** Settings to put in place of the recipe's own, e.g. `{ sound: false }`. */
  settings?: Partial<Pick<ClipView["recipe"], "sound" | "resolution" | "durationSeconds" | "ratio" | "prompt">>;
}

interface Recipe {
  view: ClipView;
  options: RecipeOptions;
}

type Listener = (recipe: Recipe) => void;

const listeners = new Set<Listener>();
let waiting: Recipe | null = null;

/**
 * Puts a generation back into the composer, which then takes the focus. May be called from anywhere on the
 * page, also before the composer is there: it then takes the recipe when it comes. A press needs one call.
 */
export function loadRecipe(view: ClipView, options: RecipeOptions = {}): void {
  const recipe = { view, options };
  if (listeners.size === 0) waiting = recipe;
  else for (const listener of listeners) listener(recipe);
}

/** @returns what ends it. */
export function onRecipe(listener: Listener): () => void {
  listeners.add(listener);
  if (waiting) {
    const recipe = waiting;
    waiting = null;
    listener(recipe);
  }
  return () => listeners.delete(listener);
}

const wanting = new Set<() => void>();

/** Brings the composer up with its prompt in focus; on a phone it opens. */
export function focusComposer(): void {
  for (const listener of wanting) listener();
}

/** @returns what ends it. */
export function onComposerWanted(listener: () => void): () => void {
  wanting.add(listener);
  return () => wanting.delete(listener);
}
