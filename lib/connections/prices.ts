import { DEFAULT_PRICES, defaultPrices, type PriceTable } from "@/lib/models/prices";
import { db } from "@/lib/platform/db/client";
import { describeConnection } from "./connection";
import { pricesSchema } from "./schema";

/** The price table that an owner entered, or null. Models that are newer than it have the catalogue's prices. */
export async function findOwnPrices(): Promise<PriceTable | null> {
  const row = await db.providerSettings.findUnique({ where: { id: 1 }, select: { prices: true } });
  const own = row?.prices ? pricesSchema.safeParse(row.prices) : null;
  return own?.success ? { ...own.data, models: { ...DEFAULT_PRICES.models, ...own.data.models } } : null;
}

/** The price table in force: what an owner entered, else the catalogue's, as the host in use asks it. */
export const getPrices = async (): Promise<PriceTable> => (await findOwnPrices()) ?? defaultPrices((await describeConnection()).host);
