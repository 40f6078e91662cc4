import type { ClipView } from "@/lib/generations/view";
import { mentionFiles } from "@/lib/models/mention-tokens";
import { isModelKey, type InputRole, type Mode } from "@/lib/models/catalog";
import { mentionable } from "./follow-mentions";
import { inputFromAsset, type ComposerInput, type ComposerState } from "./composer-state";
import type { RecipeOptions } from "@/components/data/composer-store";

function rolesFor(view: ClipView, as: RecipeOptions["inputsAs"]): { mode: Mode; roles: InputRole[] } {
  const roles = view.inputs.map((input) => input.role);
  if (as === "references") return { mode: "references", roles: roles.map(() => "reference") };
  if (as === "frames") {
    // The first two pictures become the frames; the rest stays what it was, parked.
    const frames: InputRole[] = ["firstFrame", "lastFrame"];
    const taken = view.inputs.map((input) => (input.asset.kind === "image" ? (frames.shift() ?? "reference") : "reference"));
    return { mode: taken.includes("lastFrame") ? "firstLast" : "firstFrame", roles: taken };
  }
  return { mode: view.recipe.mode, roles };
}

/**
 * The composer's state with a recipe in it. Taking everything replaces what is there (the composer offers the
 * way back); taking the references adds nothing twice.
 */
export function stateFromRecipe(state: ComposerState, view: ClipView, options: RecipeOptions, newKey: () => string): ComposerState {
  const { parts = "all", inputsAs = "same", keepSeed = false, settings = {}, files } = options;
  if (parts === "prompt") return { ...state, prompt: settings.prompt ?? view.recipe.prompt };
  const { mode, roles } = rolesFor(view, inputsAs);
  // An element comes back as it was: its words in the prompt, and what was seen of it, are those of that version.
  const inputs = view.inputs.map(({ asset, element }, index): ComposerInput =>
    inputFromAsset(asset, roles[index]!, newKey(), roles[index] === "reference" ? element : undefined),
  );
  if (parts === "references") {
    const isReplaced = (old: ComposerInput) =>
      inputs.some(
        (input) =>
          (input.role === old.role && (old.role !== "reference" || input.asset?.id === old.asset?.id)) ||
          (old.element && input.element?.id === old.element.id),
      );
    return { ...state, mode: mode === "text" ? state.mode : mode, inputs: [...state.inputs.filter((old) => !isReplaced(old)), ...inputs] };
  }
  const { recipe } = view;
  return {
    ...recipe,
    mode,
    model: isModelKey(recipe.model) ? recipe.model : state.model,
    // A pinned seed that nobody sees is a known trap: it comes back only when it is asked for.
    seed: keepSeed ? (recipe.seed ?? view.actual.seed) : null,
    ...settings,
    // Its numbers mean the files that come with it.
    prompt: mentionFiles(settings.prompt ?? recipe.prompt, files ? files.inputs.map(({ asset }) => asset) : inputs.map(mentionable)),
    ...(files ? { mode: files.mode, inputs: files.inputs.map(({ asset, role }) => inputFromAsset(asset, role, newKey())) } : { inputs }),
    takes: state.takes,
    // The words that it was made with, not those that the project has now.
    ownPreamble: true,
    madeFromId: view.card.id,
  };
}
