import { getPrices } from "@/lib/connections/prices";
import { RESOLUTIONS, type Resolution } from "@/lib/models/catalog";
import { pricePerMillion } from "@/lib/models/prices";
import { db } from "@/lib/platform/db/client";
import type { Generation } from "@/lib/platform/db/generated/client";

type BilledRow = Pick<Generation, "id" | "teamId" | "model" | "resolution" | "pricePerMillion">;

/**
 * What so many tokens of a clip cost, in millionths of a US dollar, or null where no price was known when it was asked
 * for: no bill is invented. The provider bills the resolution that it made, which need not be the one that was asked for.
 */
export async function billOf(row: BilledRow, tokens: number | null, returned: string | null): Promise<number | null> {
  if (tokens === null || row.pricePerMillion === null) return null;
  const made = RESOLUTIONS.find((one) => one === returned?.toLowerCase());
  const perMillion = made === undefined || made === row.resolution ? row.pricePerMillion : await priceAt(row, made);
  return perMillion === null ? null : Math.round(tokens * perMillion);
}

async function priceAt(row: BilledRow, resolution: Resolution): Promise<number | null> {
  const [prices, videos] = await Promise.all([
    getPrices(row.teamId),
    db.generationInput.count({ where: { generationId: row.id, asset: { kind: "video" } } }),
  ]);
  return pricePerMillion(prices, row.model, resolution, videos > 0);
}
