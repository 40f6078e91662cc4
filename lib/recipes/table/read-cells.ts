import type { ElementRef } from "@/lib/assets/elements/view";
import type { AssetView } from "@/lib/assets/view";
import {
  type InputRole,
  MAX_PRIORITY,
  type Mode,
  MODELS,
  MODES,
  PROMPT_LIMITS,
  RATIOS,
  RESOLUTIONS,
  SEED_RANGE,
} from "@/lib/models/catalog";
import type { Recipe } from "../recipe";
import { AUTOMATIC_WORDS, type Cells, type Column, MODE_WORDS, NO_WORDS, NONE_WORDS, plain, RANDOM_WORDS, YES_WORDS } from "./columns";
import { filesCalled, type KnownFiles, namesIn } from "./file-names";

/** Why a cell cannot be used: a message key under `batch.cells`, and what its sentence needs. */
export interface CellProblem {
  code: "unknownWord" | "notANumber" | "promptTooLong" | "fileMissing" | "fileAmbiguous";
  column: Column;
  values: Record<string, string | number>;
}

export interface RowFile {
  role: InputRole;
  asset: AssetView;
  /** The element that it came with. */
  element?: ElementRef | undefined;
}

/** A recipe with its files: what a row becomes, and what fills in where a row says nothing. */
export interface RowRecipe {
  recipe: Recipe;
  files: readonly RowFile[];
}

const FILE_COLUMNS = { firstFrame: "firstFrame", lastFrame: "lastFrame", references: "reference" } as const satisfies Partial<
  Record<Column, InputRole>
>;
type FileColumn = keyof typeof FILE_COLUMNS;
const NAMES_OF_FILES = Object.keys(FILE_COLUMNS) as FileColumn[];

/**
 * What the cells of a row ask for. A column that the table does not have, and a setting that is left empty, are as in `base`;
 * an empty seed is a random one, and a row without files needs none.
 */
export function readCells(cells: Cells, base: RowRecipe, known: KnownFiles): RowRecipe & { problems: CellProblem[] } {
  const problems: CellProblem[] = [];
  const refuse = (code: CellProblem["code"], column: Column, values: CellProblem["values"]): undefined => {
    problems.push({ code, column, values });
    return undefined;
  };
  /** @param read undefined for what it does not know */
  function take<T>(column: Column, fallback: T, read: (word: string) => T | undefined, expected: string): T {
    const cell = cells[column];
    if (cell === undefined || cell === "") return fallback;
    const value = read(plain(cell));
    if (value !== undefined) return value;
    refuse("unknownWord", column, { value: cell, expected });
    return fallback;
  }
  const yesOrNo = (column: "sound" | "watermark" | "returnLastFrame") =>
    take(column, base.recipe[column], (word) => (YES_WORDS.includes(word) ? true : NO_WORDS.includes(word) ? false : undefined), "yes, no");
  const number = (word: string, least: number, most: number): number | undefined => {
    const value = Number(word);
    return Number.isInteger(value) && value >= least && value <= most ? value : undefined;
  };

  const hasFileColumns = ["mode" as const, ...NAMES_OF_FILES].some((column) => cells[column] !== undefined);
  const files = hasFileColumns ? NAMES_OF_FILES.flatMap((column) => readFiles(column)) : base.files;
  function readFiles(column: FileColumn): RowFile[] {
    return namesIn(cells[column] ?? "").flatMap((name) => {
      const [asset, ...others] = filesCalled(known, name);
      if (!asset) refuse("fileMissing", column, { name });
      else if (others.length > 0) refuse("fileAmbiguous", column, { name, count: others.length + 1 });
      return asset ? [{ role: FILE_COLUMNS[column], asset }] : [];
    });
  }
  const prompt = cells.prompt ?? base.recipe.prompt;
  const characters = [...prompt].length;
  if (characters > PROMPT_LIMITS.maxCodePoints) refuse("promptTooLong", "prompt", { characters, limit: PROMPT_LIMITS.maxCodePoints });
  const recipe: Recipe = {
    mode: take("mode", hasFileColumns ? modeOf(cells) : base.recipe.mode, findMode, MODES.map((mode) => MODE_WORDS[mode][0]).join(", ")),
    prompt,
    preamble: isNone(cells.preamble ?? "") ? "" : cells.preamble || base.recipe.preamble,
    model: take("model", base.recipe.model, findModel, MODELS.map(({ label }) => label).join(", ")),
    ratio: take("ratio", base.recipe.ratio, findRatio, RATIOS.join(", ")),
    resolution: take("resolution", base.recipe.resolution, findResolution, RESOLUTIONS.join(", ")),
    durationSeconds: take("durationSeconds", base.recipe.durationSeconds, findSeconds, "4, 5, 8, auto"),
    // Read before `plain` takes the minus away: 1 is a seed like any other.
    seed: /^\s*(?:[-−]\s*1)?\s*$/u.test(cells.seed ?? "0")
      ? null
      : take("seed", base.recipe.seed, findSeed, `0 – ${SEED_RANGE.max}, random`),
    sound: yesOrNo("sound"),
    watermark: yesOrNo("watermark"),
    returnLastFrame: yesOrNo("returnLastFrame"),
    priority: take("priority", base.recipe.priority, (word) => number(word, 0, MAX_PRIORITY), `0 – ${MAX_PRIORITY}`),
  };
  return { recipe, files, problems };

  function findSeconds(word: string): number | null | undefined {
    if (AUTOMATIC_WORDS.includes(word)) return null;
    return number(word.replace(/\s*(?:s|sec|seconds?|秒)$/u, ""), 1, 60);
  }
  function findSeed(word: string): number | null | undefined {
    // The judge of a seed that is a number but too large is the plan, which has a sentence for it.
    return RANDOM_WORDS.map(plain).includes(word) ? null : number(word.replaceAll(/[,\s]/gu, ""), 0, Number.MAX_SAFE_INTEGER);
  }
}

/** As the files of a row say, where the row does not. */
function modeOf(cells: Cells): Mode {
  if (cells.lastFrame) return "firstLast";
  if (cells.firstFrame) return "firstFrame";
  return cells.references ? "references" : "text";
}

const isNone = (cell: string): boolean => Object.values(NONE_WORDS).some((word) => word === plain(cell));

const findMode = (word: string): Mode | undefined => MODES.find((mode) => MODE_WORDS[mode].map(plain).includes(word));

/** By our name, by what people read, or by the provider's. */
const findModel = (word: string): string | undefined =>
  MODELS.find(({ key, label, ids }) => [key, label, label.replace("Seedance ", ""), ...Object.values(ids)].map(plain).includes(word))?.key;

function findRatio(word: string): Recipe["ratio"] | undefined {
  if (AUTOMATIC_WORDS.includes(word)) return "adaptive";
  // Spreadsheets take 16:9 for a time of day, and write it as one.
  const [, width, height] = /^0?(\d{1,2})\s*[:x×/]\s*0?(\d{1,2})(?::00)?$/u.exec(word) ?? [];
  return RATIOS.find((ratio) => ratio === `${width}:${height}`);
}

const findResolution = (word: string): Recipe["resolution"] | undefined =>
  RESOLUTIONS.find((resolution) => [resolution, resolution.replace("p", "")].includes(word === "2160p" ? "4k" : word));
