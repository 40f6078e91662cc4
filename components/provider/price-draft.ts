import { MODELS, RESOLUTIONS, type ModelEntry, type ModelKey, type Resolution, type TokenPrice } from "@/lib/models/catalog";
import type { PriceTable } from "@/lib/models/prices";

export const PRICE_COLUMNS = ["plain", "withVideo"] as const;
export type PriceColumn = (typeof PRICE_COLUMNS)[number];

/** The table as it is being typed: every field a text, by its name. */
export type PriceDraft = Record<string, string>;

/** Why a field cannot be saved: a message key under `provider.prices.problems`, with what its sentence needs. */
export interface PriceProblem {
  code: "number" | "comma" | "negative" | "pair" | "tooLarge" | "tooSmall" | "date";
  values?: Record<string, number>;
}

/** What can be saved: the keys are the catalogue's. */
export interface EditedPrices extends PriceTable {
  models: Partial<Record<ModelKey, Partial<Record<Resolution, TokenPrice>>>> & PriceTable["models"];
}

const MAX_DOLLARS = 1000;
const FACTOR = { min: 0.01, max: 100 };

export const cellName = (model: string, resolution: Resolution, column: PriceColumn): string => `${model} ${resolution} ${column}`;

/** Whether a model makes it, in whatever mode and through whatever surface: each costs something. */
const makes = ({ resolutions, directResolutions, experimental }: ModelEntry, resolution: Resolution): boolean =>
  resolution in resolutions ||
  (directResolutions !== undefined && resolution in directResolutions) ||
  experimental.some((one) => one.resolution === resolution);

/** The rows of the table: every model, with the resolutions that it makes. */
export const PRICE_ROWS: readonly { model: ModelEntry & { key: ModelKey }; resolutions: readonly Resolution[] }[] = MODELS.map((model) => ({
  model,
  resolutions: RESOLUTIONS.filter((resolution) => makes(model, resolution)),
}));

export function draftOf(prices: PriceTable): PriceDraft {
  const draft: PriceDraft = { factor: String(prices.factor), checkedOn: prices.checkedOn };
  for (const { model, resolutions } of PRICE_ROWS)
    for (const resolution of resolutions)
      for (const column of PRICE_COLUMNS)
        draft[cellName(model.key, resolution, column)] = String(prices.models[model.key]?.[resolution]?.[column] ?? "");
  return draft;
}

/**
 * The table that the fields describe, and what is wrong with them. A row with a problem has no price; prices that
 * have no field (a resolution that a model does not make) stay as they are in `base`.
 */
export function readDraft(draft: PriceDraft, base: PriceTable): { prices: EditedPrices; problems: Record<string, PriceProblem> } {
  const problems: Record<string, PriceProblem> = {};
  const field = (name: string): string => draft[name]?.trim() ?? "";

  function number(name: string, min: number, max: number): number | null {
    const text = field(name);
    // A comma may divide decimals or thousands, and a thousandfold price is worse than a question.
    if (/^\d[\d.]*,[\d.,]*$/u.test(text)) problems[name] = { code: "comma" };
    else if (/^[-−]\d/u.test(text)) problems[name] = { code: "negative" };
    else if (!/^\d+(?:\.\d+)?$/u.test(text)) problems[name] = { code: "number" };
    else if (Number(text) > max) problems[name] = { code: "tooLarge", values: { max } };
    else if (Number(text) < min) problems[name] = { code: "tooSmall", values: { min } };
    else return Number(text);
    return null;
  }

  const models: EditedPrices["models"] = {};
  for (const { model, resolutions } of PRICE_ROWS) {
    const row: Partial<Record<Resolution, TokenPrice>> = { ...base.models[model.key] };
    for (const resolution of resolutions) {
      delete row[resolution];
      const [plainName, videoName] = [cellName(model.key, resolution, "plain"), cellName(model.key, resolution, "withVideo")];
      const [hasPlain, hasVideo] = [field(plainName) !== "", field(videoName) !== ""];
      const plain = hasPlain ? number(plainName, 0, MAX_DOLLARS) : null;
      const withVideo = hasVideo ? number(videoName, 0, MAX_DOLLARS) : null;
      if (hasPlain !== hasVideo) problems[hasPlain ? videoName : plainName] = { code: "pair" };
      if (plain !== null && withVideo !== null) row[resolution] = { plain, withVideo };
    }
    models[model.key] = row;
  }
  const factor = number("factor", FACTOR.min, FACTOR.max) ?? base.factor;
  const checkedOn = field("checkedOn");
  if (!/^\d{4}-\d{2}-\d{2}$/u.test(checkedOn)) problems.checkedOn = { code: "date" };
  return { prices: { checkedOn, factor, models }, problems };
}
