import { DEFAULT_PRICES, defaultPrices, type PriceTable } from "@/lib/models/prices";
import { db } from "@/lib/platform/db/client";
import { describeConnection, type Scope } from "./connection";
import { pricesSchema } from "./schema";

/** The price table that was entered for this scope, or null. Models that are newer than it have the catalogue's prices. */
export async function findOwnPrices(scope: Scope): Promise<PriceTable | null> {
  const row = await db.providerSettings.findUnique({ where: scope === null ? { id: 1 } : { teamId: scope }, select: { prices: true } });
  const own = row?.prices ? pricesSchema.safeParse(row.prices) : null;
  return own?.success ? { ...own.data, models: { ...DEFAULT_PRICES.models, ...own.data.models } } : null;
}

/** The price table in force: the team's, else the operator's, else the catalogue's, as the host in use asks it. */
export async function getPrices(scope: Scope): Promise<PriceTable> {
  const entered = (await findOwnPrices(scope)) ?? (scope === null ? null : await findOwnPrices(null));
  return entered ?? defaultPrices((await describeConnection(scope)).host);
}
