import { SEED_RANGE, type ModelKey, type Ratio, type Resolution } from "@/lib/models/catalog";
import { MAX_ROWS } from "@/lib/recipes/table/columns";
import type { RowRecipe } from "@/lib/recipes/table/read-cells";
import { type Dimensions, referenceSets, type ReferenceSet, unfoldPrompt } from "@/lib/recipes/table/variations";

/** What stands in the form of variations. */
export interface VariationFields {
  /** A prompt in each line, each of which may hold `{a|b}`. */
  prompts: string;
  /** How many seeds are drawn. */
  randomSeeds: number;
  /** The same seeds for as long as the form is open: a number typed anew draws none again. */
  drawn: readonly number[];
  seeds: string;
  models: readonly ModelKey[];
  ratios: readonly Ratio[];
  resolutions: readonly Resolution[];
  durations: readonly number[];
  /** Whether each picture of the composer begins clips of its own. */
  frames: boolean;
  references: ReferenceSet;
}

export const MAX_SEEDS = 50;

const draw = (): number => Math.floor(Math.random() * SEED_RANGE.max);

/** Nothing varies yet but what the prompt itself says. */
export const emptyFields = (prompt: string): VariationFields => ({
  prompts: prompt.replaceAll(/\s*\n\s*/gu, " "),
  randomSeeds: 0,
  drawn: Array.from({ length: MAX_SEEDS }, draw),
  seeds: "",
  ...{ models: [], ratios: [], resolutions: [], durations: [], frames: false, references: "together" },
});

/** The pictures that may begin a clip. */
export const picturesOf = (base: RowRecipe): RowRecipe["files"][number]["asset"][] =>
  base.files
    .flatMap(({ asset }) => (asset.kind === "image" ? [asset] : []))
    .filter((asset, index, all) => all.findIndex(({ id }) => id === asset.id) === index);

/** What the form comes to. */
export function dimensionsOf(
  { prompts, randomSeeds, drawn, seeds, frames, references, ...lists }: VariationFields,
  base: RowRecipe,
): Dimensions {
  const lines = prompts
    .split("\n")
    .map((line) => line.trim())
    .filter((line) => line !== "");
  const said = seeds
    .split(/[\s,;，；]+/u)
    .filter((word) => word !== "")
    .map(Number);
  return {
    ...lists,
    prompts: [...new Set(lines.flatMap((line) => unfoldPrompt(line, MAX_ROWS + 1)))],
    seeds: [...new Set([...said, ...drawn.slice(0, randomSeeds)])],
    frames: frames ? picturesOf(base) : [],
    // A clip that begins with a picture takes no references.
    references: frames ? [] : referenceSets(base, references),
  };
}
