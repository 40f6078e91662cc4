import { isConsentOver } from "@/lib/assets/elements/view";
import type { ModelKey, Surface } from "@/lib/models/catalog";
import type { Estimate } from "@/lib/models/estimate";
import type { PriceTable } from "@/lib/models/prices";
import { isModelKey } from "@/lib/models/catalog";
import { type RequestProblem, usedInputs } from "@/lib/models/request";
import { type PlannedInput, planOf } from "../plan";
import type { KnownFiles } from "./file-names";
import { type NamedElement, nameElements } from "./name-elements";
import { type CellProblem, readCells, type RowRecipe } from "./read-cells";
import type { TableLine } from "./read-table";

/** A row of a batch. Its id is that of the clip that it will be, from when it is first seen until it was sent. */
export interface BatchRow extends TableLine {
  id: string;
}

export interface PlannedRow extends RowRecipe {
  id: string;
  line: number;
  problems: (CellProblem | RequestProblem | { code: "notOnAccount"; values: Record<string, string | number> })[];
  price: Estimate | null;
}

interface Terms {
  base: RowRecipe;
  known: KnownFiles;
  /** What prompts may call by a name. */
  elements?: readonly NamedElement[];
  surface: Surface;
  prices: PriceTable;
  /** What the account makes. */
  models: readonly ModelKey[];
}

/** What each row becomes, what it will probably cost, and all that stands against it. */
export const planRows = (rows: readonly BatchRow[], terms: Terms): PlannedRow[] => rows.map((row) => planRow(row, terms));

function planRow({ id, line, cells }: BatchRow, { base, known, elements = [], surface, prices, models }: Terms): PlannedRow {
  const { problems: unread, ...row } = readCells(cells, base, known);
  const { recipe, files } = nameElements(row, elements, !cells.mode);
  const { problems, price } = isModelKey(recipe.model)
    ? planOf(recipe, files.map(plannedInput), { surface, prices })
    : { problems: [], price: null };
  const isOffered = models.some((key) => key === recipe.model);
  // A file that is not there is said once, and by its name.
  const told = problems.filter(({ slot }) => !unread.some(({ column }) => column === slot));
  const distinct = told.filter(({ code, slot }, index) => told.findIndex((other) => other.code === code && other.slot === slot) === index);
  return {
    ...{ id, line, recipe, files: usedInputs(recipe.mode, files), price },
    problems: [...unread, ...distinct, ...(isOffered ? [] : [{ code: "notOnAccount" as const, values: { model: recipe.model } }])],
  };
}

const plannedInput = ({ role, asset, element }: RowRecipe["files"][number]): PlannedInput => ({
  ...{ role, assetId: asset.id, kind: asset.kind, status: asset.problem ? "failed" : asset.status, durationMs: asset.durationMs },
  ...{ sizeBytes: asset.sizeBytes, width: asset.width, height: asset.height },
  lapsed: element && isConsentOver(element) ? element.name : undefined,
});

/** What some rows come to together; null where a price is not known. */
export function sumOf(rows: readonly Pick<PlannedRow, "price">[]): { min: number; max: number } | null {
  const prices = rows.map(({ price }) => price?.micros ?? null);
  if (prices.some((micros) => micros === null)) return null;
  return prices.reduce<{ min: number; max: number }>((sum, micros) => ({ min: sum.min + micros!.min, max: sum.max + micros!.max }), {
    min: 0,
    max: 0,
  });
}

/** The same for rows that ask for the very same clip. */
export const keyOfRow = ({ recipe, files }: RowRecipe): string =>
  JSON.stringify([Object.entries(recipe).toSorted(([a], [b]) => (a < b ? -1 : 1)), files.map(({ role, asset }) => [role, asset.id])]);
