import type { ModelKey, Ratio, Resolution } from "@/lib/models/catalog";
import type { Cells } from "./columns";
import { writeCells } from "./write-cells";
import type { RowRecipe } from "./read-cells";

/** What is varied; a list that is empty leaves the recipe as it is. */
export interface Dimensions {
  prompts: readonly string[];
  seeds: readonly (number | null)[];
  models: readonly ModelKey[];
  ratios: readonly Ratio[];
  resolutions: readonly Resolution[];
  durations: readonly (number | null)[];
  /** Each of these pictures begins clips of its own. */
  frames: readonly RowRecipe["files"][number]["asset"][];
  /** Each of these sets of references makes clips of its own. */
  references: readonly RowRecipe["files"][];
}

/** How references vary: all in each clip, each with a clip of its own, or each left out once. */
export const REFERENCE_SETS = ["together", "alone", "without"] as const;
export type ReferenceSet = (typeof REFERENCE_SETS)[number];

/**
 * The sets of references that this comes to; none where nothing varies. Pictures and clips take turns, and sounds, which
 * cannot be alone, go with each.
 */
export function referenceSets({ recipe, files }: RowRecipe, how: ReferenceSet): RowRecipe["files"][] {
  const seen = files.filter(({ role, asset }) => role === "reference" && asset.kind !== "audio");
  if (recipe.mode !== "references" || how === "together" || seen.length < 2) return [];
  return seen.map((one) => files.filter((file) => !seen.includes(file) || (file === one) === (how === "alone")));
}

const CHOICE = /\{([^{}]*\|[^{}]*)\}/u;

/** A prompt with `{dawn|dusk}` in it, once with each word; several such places make every combination. */
export function unfoldPrompt(prompt: string, most: number): string[] {
  let open = [prompt];
  for (;;) {
    const at = open.findIndex((text) => CHOICE.test(text));
    if (at < 0 || open.length > most) return open.slice(0, most);
    open = open.flatMap((text) => {
      const match = CHOICE.exec(text);
      if (!match) return [text];
      return match[1]!.split("|").map((word) => text.slice(0, match.index) + word.trim() + text.slice(match.index + match[0].length));
    });
  }
}

/** How many clips the dimensions come to. */
export const countVariations = (dimensions: Dimensions): number =>
  Object.values(dimensions).reduce((product, values: readonly unknown[]) => product * Math.max(1, values.length), 1);

const each = <T, U>(list: readonly T[], values: readonly U[], apply: (item: T, value: U) => T): T[] =>
  values.length === 0 ? [...list] : list.flatMap((item) => values.map((value) => apply(item, value)));

/** Every combination, as rows of a table: what differs last changes fastest. */
export function vary(base: RowRecipe, dimensions: Dimensions): Cells[] {
  const set =
    <Name extends keyof RowRecipe["recipe"]>(name: Name) =>
    (item: RowRecipe, value: RowRecipe["recipe"][Name]): RowRecipe => ({ ...item, recipe: { ...item.recipe, [name]: value } });
  let all = each([base], dimensions.prompts, set("prompt"));
  all = each(all, dimensions.frames, (item, asset) => ({
    recipe: { ...item.recipe, mode: item.recipe.mode === "firstLast" ? "firstLast" : "firstFrame" },
    files: [{ role: "firstFrame", asset }, ...item.files.filter(({ role }) => role === "lastFrame")],
  }));
  all = each(all, dimensions.references, (item, files) => ({ ...item, files }));
  all = each(all, dimensions.models, set("model"));
  all = each(all, dimensions.ratios, set("ratio"));
  all = each(all, dimensions.resolutions, set("resolution"));
  all = each(all, dimensions.durations, set("durationSeconds"));
  all = each(all, dimensions.seeds, set("seed"));
  return all.map((item) => writeCells(item));
}
