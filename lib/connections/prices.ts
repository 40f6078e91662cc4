import { DEFAULT_PRICES, type PriceTable } from "@/lib/models/prices";
import { db } from "@/lib/platform/db/client";
import { pricesSchema } from "./schema";

/** The price table in force: what an owner entered, else the catalogue's. */
export async function getPrices(): Promise<PriceTable> {
  const row = await db.providerSettings.findUnique({ where: { id: 1 }, select: { prices: true } });
  return row?.prices ? pricesSchema.catch(DEFAULT_PRICES).parse(row.prices) : DEFAULT_PRICES;
}
