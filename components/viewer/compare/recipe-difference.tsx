"use client";

import { useTranslations } from "use-intl";
import { modelLabel } from "@/components/clip/words";
import type { ClipView } from "@/lib/generations/view";
import { compareWords, differenceOf } from "@/lib/recipes/difference";
import type { Recipe } from "@/lib/recipes/recipe";
import { letterOf } from "./blind";

/** What makes no other picture. */
const UNSEEN: readonly (keyof Recipe)[] = ["priority", "returnLastFrame"];

/** The recipe with the seed that came of a random one. */
const recipeOf = ({ recipe, actual }: ClipView): Recipe => ({ ...recipe, seed: recipe.seed ?? actual.seed });
const filesOf = ({ inputs }: ClipView): string => inputs.map(({ role, asset }) => `${role} ${asset.id}`).join();

/** In what the recipes differ, in words: of the prompt what is new against the first, of a setting what each has. */
export function RecipeDifference({ clips }: { clips: readonly ClipView[] }) {
  const t = useTranslations("compare");
  const viewer = useTranslations("viewer");
  const say = useSettingWords();
  const recipes = clips.map(recipeOf);
  const [first] = recipes;
  const differing = new Set(recipes.flatMap((recipe) => differenceOf(first!, recipe)).filter((name) => !UNSEEN.includes(name)));
  const hasOtherFiles = new Set(clips.map(filesOf)).size > 1;
  const hasOtherWords = differing.delete("prompt");
  return (
    <section data-slot="recipe-difference" className="flex flex-col gap-3 p-5">
      <h2 className="text-xs font-medium text-quiet">{t("difference")}</h2>
      {differing.size === 0 && !hasOtherFiles && !hasOtherWords && <p className="text-sm text-quiet">{t("same")}</p>}
      {hasOtherWords && (
        <dl className="flex flex-col gap-2 text-sm">
          {recipes.map(({ prompt }, index) => (
            <div key={clips[index]!.card.id} className="flex gap-3">
              <dt className="font-mono text-quiet">{letterOf(index)}</dt>
              <dd dir="auto" className="min-w-0 flex-1 text-quiet select-text [overflow-wrap:anywhere]">
                {compareWords(index === 0 ? recipes[1]!.prompt : first!.prompt, prompt).map(({ text, isShared }, at) =>
                  isShared ? (
                    text
                  ) : (
                    <mark key={at} className="rounded-sm bg-white/15 text-text">
                      {text}
                    </mark>
                  ),
                )}
              </dd>
            </div>
          ))}
        </dl>
      )}
      {(differing.size > 0 || hasOtherFiles) && (
        <dl className="flex flex-col text-sm">
          {[...differing].map((name) => (
            <Row key={name} label={viewer(LABELS[name])} values={recipes.map((recipe) => say(name, recipe))} />
          ))}
          {hasOtherFiles && (
            <Row
              label={viewer("inputs")}
              values={clips.map(({ inputs }) => inputs.map(({ asset }) => asset.name).join(", ") || viewer("noInputs"))}
            />
          )}
        </dl>
      )}
    </section>
  );
}

function Row({ label, values }: { label: string; values: readonly string[] }) {
  return (
    <div className="flex gap-4 border-t border-line py-1.5">
      <dt className="w-24 shrink-0 text-quiet">{label}</dt>
      <dd className="flex min-w-0 flex-1 flex-col tabular">
        {values.map((value, index) => (
          <span key={index} className="flex gap-2">
            <span className="font-mono text-quiet">{letterOf(index)}</span>
            <span className="min-w-0 select-text [overflow-wrap:anywhere]">{value}</span>
          </span>
        ))}
      </dd>
    </div>
  );
}

/** Where the viewer's own list of settings has its words for them. */
const LABELS = {
  ...{ prompt: "prompt", mode: "mode", model: "model", resolution: "resolution", ratio: "ratio", durationSeconds: "duration" },
  ...{ seed: "seed", sound: "sound", watermark: "watermark", returnLastFrame: "lastFrame", priority: "settings", preamble: "preamble" },
} as const satisfies Record<keyof Recipe, string>;

function useSettingWords() {
  const t = useTranslations("viewer");
  const gallery = useTranslations("gallery");
  return (name: keyof Recipe, recipe: Recipe): string => {
    const value = recipe[name];
    if (typeof value === "boolean") return t(value ? "on" : "off");
    if (value === "") return t("off");
    if (name === "mode") return t(`modes.${recipe.mode}`);
    if (name === "model") return modelLabel(recipe.model);
    if (name === "seed") return recipe.seed === null ? t("random") : String(recipe.seed);
    if (name === "durationSeconds")
      return recipe.durationSeconds === null ? t("automatic") : gallery("seconds", { count: recipe.durationSeconds });
    return value === "adaptive" ? t("adaptive") : String(value);
  };
}
