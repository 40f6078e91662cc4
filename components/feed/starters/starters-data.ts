import type { InputRole, Mode } from "@/lib/models/catalog";
import type { Recipe } from "@/lib/recipes/recipe";

/** A picture that comes with the studio, in `public/starters`; all are 1280 × 720. */
export interface StarterPicture {
  file: string;
  role: InputRole;
}

/** A ready-made recipe to begin with. Its words are `starters.of.<id>`. */
export interface Starter {
  id: string;
  mode: Mode;
  /** What the card shows. */
  picture: string;
  /** What the recipe is made from. */
  inputs: readonly StarterPicture[];
}

export const STARTER_SIZE = { width: 1280, height: 720 };

/** Cheap on purpose: somebody's first clip is there to be learnt from. */
export const STARTER_SETTINGS = { resolution: "480p", durationSeconds: 5, sound: true } satisfies Partial<Recipe>;

const text = (id: string, picture: string): Starter => ({ id, mode: "text", picture, inputs: [] });
const firstFrame = (id: string, file: string): Starter => ({
  id,
  mode: "firstFrame",
  picture: file,
  inputs: [{ file, role: "firstFrame" }],
});
const firstLast = (id: string, first: string, last: string): Starter => ({
  id,
  mode: "firstLast",
  picture: first,
  inputs: [
    { file: first, role: "firstFrame" },
    { file: last, role: "lastFrame" },
  ],
});
const references = (id: string, ...files: string[]): Starter => ({
  id,
  mode: "references",
  picture: files[0]!,
  inputs: files.map((file) => ({ file, role: "reference" })),
});

/** Three for each mode. */
export const STARTERS: readonly Starter[] = [
  text("ridge", "misty-hills"),
  text("drive", "desert-road"),
  text("storm", "lighthouse"),
  firstFrame("sail", "harbour-dawn"),
  firstFrame("glow", "paper-lantern"),
  firstFrame("crane", "misty-hills"),
  firstLast("dusk", "harbour-dawn", "harbour-night"),
  firstLast("dawn", "harbour-night", "harbour-dawn"),
  firstLast("flight", "lighthouse", "misty-hills"),
  references("drift", "paper-lantern", "harbour-night"),
  references("relight", "lighthouse", "desert-road"),
  references("journey", "desert-road", "misty-hills"),
];
