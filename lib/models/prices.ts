import { MODELS, PRICES_CHECKED_ON, type Resolution, type TokenPrice } from "./catalog";
import { HOSTS, type ProviderHost } from "./hosts";

/** What a million tokens costs, per model and resolution. The catalogue has the list prices; an owner may know better. */
export interface PriceTable {
  /** ISO date on which somebody compared it with the published lists. */
  checkedOn: string;
  /** What the seller adds to ByteDance's list price: 1.1 is ten per cent more. */
  factor: number;
  models: Record<string, Partial<Record<Resolution, TokenPrice>>>;
}

/** What a host asks until somebody says otherwise. Where it asks in another currency nothing is shown rather than a guess. */
export function defaultPrices(host: ProviderHost): PriceTable {
  const factor = HOSTS[host].priceFactor;
  const models = factor === null ? {} : Object.fromEntries(MODELS.map((model) => [model.key, model.prices]));
  return { checkedOn: PRICES_CHECKED_ON, factor: factor ?? 1, models };
}

/** The prices of PowerTokens, as they apply until somebody changes them. */
export const DEFAULT_PRICES: PriceTable = defaultPrices("powertokens");

/** US dollars for a million tokens of this clip, what the seller adds included; null where no price is known. */
export function pricePerMillion(prices: PriceTable, model: string, resolution: Resolution, hasVideoInput: boolean): number | null {
  const price = prices.models[model]?.[resolution];
  return price ? (hasVideoInput ? price.withVideo : price.plain) * prices.factor : null;
}
