import type { ElementView } from "@/lib/assets/elements/view";
import { compileMentions, mentionToken } from "@/lib/models/mention-tokens";
import { usedInputs } from "@/lib/models/request";
import type { RowRecipe } from "./read-cells";

/** An element as far as a row can name it. */
export type NamedElement = Pick<ElementView, "id" | "versionId" | "name" | "text" | "consentUntil" | "files">;

/**
 * `@anna` in the prompt of a row is the element of that name: its files come behind the row's own, and its words into the prompt, as
 * the composer does it. A name of Latin letters ends where they do; of two that would fit, the longer one is meant.
 * @param mayTurn the row does not say its mode: with an element it is the one that takes references
 */
export function nameElements({ recipe, files }: RowRecipe, elements: readonly NamedElement[], mayTurn: boolean): RowRecipe {
  if (!/[@＠]/u.test(recipe.prompt)) return { recipe, files };
  const named: NamedElement[] = [];
  const prompt = elements
    .toSorted((a, b) => b.name.length - a.name.length)
    .reduce((text, element) => {
      const end = /[A-Za-z0-9]$/.test(element.name) ? "(?![A-Za-z0-9_-])" : "";
      const said = new RegExp(`(?<![A-Za-z0-9_.@＠])[@＠]${element.name}${end}`, "giu");
      if (!said.test(text)) return text;
      named.push(element);
      return text.replace(said, mentionToken(element.id));
    }, recipe.prompt);
  if (named.length === 0) return { recipe, files };
  const here = new Set(files.flatMap(({ element }) => element?.id ?? []));
  const more = named
    .filter(({ id }) => !here.has(id))
    .flatMap(({ files: own, ...element }) => own.map((asset) => ({ role: "reference" as const, asset, element })));
  const all = [...files, ...more];
  const mode = mayTurn && recipe.mode === "text" ? "references" : recipe.mode;
  const sent = usedInputs(mode, all).map(({ asset: { id, kind }, element }) => ({ id, kind, element }));
  return { recipe: { ...recipe, mode, prompt: compileMentions(prompt, sent) }, files: all };
}
