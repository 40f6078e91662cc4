import { getModel, PRICE_FACTOR, type Resolution } from "@/lib/models/catalog";

/**
 * Billed tokens in millionths of a US dollar, or null where no price is known. Which of the two prices applies is
 * read off the estimate that was made when it was submitted: it knew whether a video was among the inputs.
 */
export function priceOf(
  row: { model: string; resolution: string; estimatedTokens: number; estimatedMicros: number | null },
  tokens: number,
): number | null {
  if (row.estimatedMicros !== null && row.estimatedTokens > 0) return Math.round((tokens * row.estimatedMicros) / row.estimatedTokens);
  const price = getModel(row.model).prices[row.resolution as Resolution];
  return price ? Math.round(tokens * price.plain * PRICE_FACTOR) : null;
}
