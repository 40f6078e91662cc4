import { reach } from "@/components/data/outdated";
import { newKey } from "@/components/data/new-key";
import type { FileProblem } from "@/lib/assets/limits";
import { isModelKey } from "@/lib/models/catalog";
import { mentionFiles } from "@/lib/models/mention-tokens";
import { restoreRecipeAction } from "@/lib/recipes/actions";
import { findCarried } from "@/lib/recipes/carried/find-carried";
import type { CarriedView } from "@/lib/recipes/carried/view";
import type { AppErrorCode } from "@/lib/shared/errors";
import { type ComposerInput, type ComposerState, inputFromAsset } from "./composer-state";
import { mentionable } from "./follow-mentions";

const REFUSALS: Partial<Record<AppErrorCode, FileProblem["code"]>> = {
  "bad-input": "recipeUnreadable",
  "not-allowed": "notAllowed",
  "not-signed-in": "notAllowed",
};

/** What a file says of how it was made: nothing, something that the studio could follow, or why it could not. */
export async function readCarriedRecipe(team: string, file: File): Promise<CarriedView | FileProblem | null> {
  const problem = (code: FileProblem["code"]): FileProblem => ({ code, values: {} });
  const readAt = async (start: number, length: number) => new Uint8Array(await file.slice(start, start + length).arrayBuffer());
  const found = await findCarried(readAt, file.size).catch(() => null);
  if (found === null) return null;
  if (found === "unreadable") return problem("recipeUnreadable");
  const result = await reach(restoreRecipeAction(team, found));
  if (!result) return problem("network");
  if (!result.ok) return problem(REFUSALS[result.error.code] ?? "unexpected");
  return typeof result.data === "string" ? problem(result.data) : result.data;
}

/** The composer with a carried recipe in it. A file that is not here keeps its place and its number until it is chosen, or removed. */
export function stateFromCarried(state: ComposerState, { recipe, files }: CarriedView): ComposerState {
  const inputs = files.map(({ asset, role, kind, name }): ComposerInput => {
    if (asset) return inputFromAsset(asset, role, newKey());
    const missing = { step: "problem", problem: { code: "notHere", values: {} }, retryable: false } as const;
    return { key: newKey(), role, kind, name, asset: null, upload: missing, previewUrl: null, measured: null };
  });
  return {
    ...recipe,
    model: isModelKey(recipe.model) ? recipe.model : state.model,
    prompt: mentionFiles(recipe.prompt, inputs.map(mentionable)),
    inputs,
    takes: state.takes,
    ownPreamble: true,
  };
}

/** What could not be brought back beside files; null: all of it was. */
export const lostOf = ({ lost }: CarriedView): FileProblem | null =>
  lost.length === 0 ? null : { code: "recipeSettings", values: { settings: lost.join(",") } };
