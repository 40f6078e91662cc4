import type { AssetView } from "@/lib/assets/view";
import type { AssetKind, InputRole } from "@/lib/models/catalog";
import type { Recipe } from "../recipe";

/** A recipe that came in a file, as far as this studio can follow it. */
export interface CarriedView {
  recipe: Recipe;
  /** In the order in which its prompt counts them. */
  files: { role: InputRole; kind: AssetKind; name: string; /** null: the team has no such file. */ asset: AssetView | null }[];
  /** What it says that nobody here understands: the usual stands in its place. */
  lost: (keyof Recipe)[];
}

/** Why there is none: a message key under `assetProblems`. */
export type CarriedProblem = "recipeUnreadable" | "recipeNewer";
