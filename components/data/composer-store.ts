import type { ElementRef } from "@/lib/assets/elements/view";
import type { AssetView } from "@/lib/assets/view";
import type { InputRole, Mode } from "@/lib/models/catalog";
import type { ClipView } from "@/lib/generations/view";

/** What a recipe changes on its way back into the composer. */
export interface RecipeOptions {
  /** Everything unless said otherwise. */
  parts?: "all" | "prompt" | "references";
  /** How its files come back; a remedy for "frames and references cannot go together". */
  inputsAs?: "same" | "references" | "frames";
  /** Files in place of the recipe's own, and the mode that takes them. */
  files?: { mode: Mode; inputs: readonly { role: InputRole; asset: AssetView }[] };
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

/** A ready-made recipe: what it changes of an empty composer, and its files, each with its place. */
export interface ReadyRecipe {
  settings: Partial<ClipView["recipe"]>;
  files: readonly { role: InputRole; file: File }[];
}

const beginning = new Set<(recipe: ReadyRecipe) => void>();

/** Fills the composer with a ready-made recipe; what was in it comes back by its Undo. */
export function beginWith(recipe: ReadyRecipe): void {
  for (const listener of beginning) listener(recipe);
}

/** @returns what ends it. */
export function onReadyRecipe(listener: (recipe: ReadyRecipe) => void): () => void {
  beginning.add(listener);
  return () => beginning.delete(listener);
}

/** The places of the composer that a file can be put into by name. */
export type FilePlace = "firstFrame" | "lastFrame" | "references";

/** @returns whether there was room */
type Place = (asset: AssetView, place: FilePlace, element?: ElementRef) => boolean;
const placing = new Set<Place>();

/** Puts a file that the team has into the composer, which keeps everything else and takes the focus. @returns whether it took it */
export const placeAsset: Place = (asset, place) => [...placing].map((listener) => listener(asset, place)).includes(true);

/** Files that were chosen on another page, on their way to the composer. */
let coming: { assets: readonly AssetView[]; place: FilePlace; element?: ElementRef | undefined } | null = null;

/** The same for whoever is on the way to the composer from another page: it takes them when it comes. */
export function placeAssetsLater(assets: readonly AssetView[], place: FilePlace, element?: ElementRef): void {
  coming = { assets, place, element };
}

/** @returns what ends it. */
export function onAssetPlaced(listener: Place): () => void {
  placing.add(listener);
  if (coming) {
    const { assets, place, element } = coming;
    coming = null;
    for (const asset of assets) if (!listener(asset, place, element)) break;
  }
  return () => placing.delete(listener);
}

const wanting = new Set<() => void>();
let isWanted = false;

/**
 * Brings the composer up with its prompt in focus; on a phone it opens. Where it is not on this page it does so as soon
 * as it comes. @returns whether it is here
 */
export function focusComposer(): boolean {
  isWanted = wanting.size === 0;
  for (const listener of wanting) listener();
  return !isWanted;
}

/** @returns what ends it. */
export function onComposerWanted(listener: () => void): () => void {
  wanting.add(listener);
  if (isWanted) listener();
  isWanted = false;
  return () => wanting.delete(listener);
}
