import { useFormatter, useLocale, useTranslations } from "use-intl";
import { useErrorWords } from "@/components/data/use-error-words";
import { formatMicros } from "@/lib/i18n/format";
import { getModel, isModelKey } from "@/lib/models/catalog";
import type { RequestProblem } from "@/lib/models/request";
import { type Column, HEADERS, tableLanguageOf } from "@/lib/recipes/table/columns";
import type { PlannedRow } from "@/lib/recipes/table/plan-rows";
import type { ActionError } from "@/lib/shared/result";
import type { PressAnswer } from "./use-batch";

type Problem = PlannedRow["problems"][number];

const COLUMN_OF: Record<RequestProblem["slot"], Column> = {
  prompt: "prompt",
  firstFrame: "firstFrame",
  lastFrame: "lastFrame",
  references: "references",
  model: "model",
  resolution: "resolution",
  ratio: "ratio",
  duration: "durationSeconds",
  seed: "seed",
  mode: "mode",
};

/** The cell in which a problem is mended. */
export function columnOfProblem(problem: Problem): Column {
  if ("column" in problem) return problem.column;
  return "slot" in problem ? COLUMN_OF[problem.slot] : "model";
}

const isOurs = (one: PressAnswer): one is Exclude<PressAnswer, ActionError> =>
  ["lost", "unchecked", "pricesChanged", "madeMeanwhile"].includes(one.code);

/** What is said of rows, in the language of the page. */
export function useBatchWords() {
  const t = useTranslations("batch");
  const problems = useTranslations("problems");
  const settings = useTranslations("composer.settings");
  const errors = useErrorWords();
  const locale = useLocale();
  const format = useFormatter();
  const column = (name: Column): string => HEADERS[tableLanguageOf(locale)][name];
  const problem = (one: Problem): string => {
    if ("column" in one)
      return one.code === "promptTooLong"
        ? problems(one.code, one.values)
        : t(`cells.${one.code}`, { ...one.values, column: column(one.column) });
    return "slot" in one ? problems(one.code, one.values) : t(`cells.${one.code}`, one.values);
  };
  const money = (range: { min: number; max: number } | null): string => {
    if (!range) return t("noPrice");
    const [min, max] = [formatMicros(locale, range.min), formatMicros(locale, range.max)];
    return t("about", { price: min === max ? min : t("range", { min, max }) });
  };
  const slate = ({ recipe, files }: Pick<PlannedRow, "recipe" | "files">): string =>
    [
      isModelKey(recipe.model) ? getModel(recipe.model).label : recipe.model,
      recipe.ratio === "adaptive" ? settings("ratioAuto") : recipe.ratio,
      recipe.durationSeconds === null ? settings("durationAuto") : settings("seconds", { seconds: recipe.durationSeconds }),
      recipe.resolution,
      ...(recipe.seed === null ? [] : [t("seed", { seed: String(recipe.seed) })]),
      ...(files.length > 0 ? [files.map(({ asset }) => asset.name).join(", ")] : []),
    ].join(" · ");
  const answer = (one: PressAnswer): string => (isOurs(one) ? t(`answers.${one.code}`) : errors.form(one));
  return { t, column, problem, money, slate, answer, number: (value: number) => format.number(value) };
}
