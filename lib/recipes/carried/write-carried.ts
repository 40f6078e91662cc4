import type { AssetKind, InputRole } from "@/lib/models/catalog";
import { uuidBox } from "@/lib/shared/mp4-boxes";
import type { Recipe } from "../recipe";
import { RECIPE_BOX } from "./find-carried";
import { MAX_FILE_NAME } from "./limits";

/** Counts up when an older studio could not read it any more. */
export const CARRIED_VERSION = 1;

/** A file that a clip was made from, as another studio may have it too: by its bytes. */
export interface CarriedFile {
  role: InputRole;
  kind: AssetKind;
  name: string;
  sha256: string | null;
}

/** How a clip was made, as it travels inside its file: no keys, no links and no ids. The same clip always gives the same bytes. */
export function carriedBox(recipe: Recipe, files: readonly CarriedFile[]): Uint8Array<ArrayBuffer> {
  const said = files.map(({ role, kind, name, sha256 }) => ({ role, kind, name: [...name].slice(0, MAX_FILE_NAME).join(""), sha256 }));
  const text = JSON.stringify({ dailies: "recipe", version: CARRIED_VERSION, recipe, files: said });
  return uuidBox(RECIPE_BOX, new TextEncoder().encode(text));
}
