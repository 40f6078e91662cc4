import { getModel, isModelKey } from "@/lib/models/catalog";
import { type Cells, MODE_WORDS, NONE_WORDS, type TableLanguage } from "./columns";
import { exactName } from "./file-names";
import type { RowRecipe } from "./read-cells";

const WORDS = {
  en: { yes: "yes", no: "no", automatic: "auto" },
  zh: { yes: "是", no: "否", automatic: "自动" },
} as const satisfies Record<TableLanguage, object>;

/** A recipe with its files as the cells of a row that asks for exactly the same again. */
export function writeCells(
  { recipe, files }: { recipe: RowRecipe["recipe"]; files: readonly NamedFile[] },
  language: TableLanguage = "en",
): Required<Cells> {
  const { yes, no, automatic } = WORDS[language];
  const named = (role: NamedFile["role"]) =>
    files
      .filter((file) => file.role === role)
      .map(({ asset }) => exactName(asset))
      .join("; ");
  const [english, chinese = english] = MODE_WORDS[recipe.mode];
  return {
    prompt: recipe.prompt,
    preamble: recipe.preamble || NONE_WORDS[language],
    mode: (language === "zh" ? chinese : english)!,
    model: isModelKey(recipe.model) ? getModel(recipe.model).label : recipe.model,
    ratio: recipe.ratio === "adaptive" ? automatic : recipe.ratio,
    resolution: recipe.resolution,
    durationSeconds: recipe.durationSeconds === null ? automatic : String(recipe.durationSeconds),
    seed: recipe.seed === null ? "" : String(recipe.seed),
    sound: recipe.sound ? yes : no,
    watermark: recipe.watermark ? yes : no,
    returnLastFrame: recipe.returnLastFrame ? yes : no,
    priority: String(recipe.priority),
    firstFrame: named("firstFrame"),
    lastFrame: named("lastFrame"),
    references: named("reference"),
  };
}

/** All that is needed of a file to name it. */
interface NamedFile {
  role: RowRecipe["files"][number]["role"];
  asset: { id: string; name: string };
}
