/**
 * How long to wait after so many failures in a row: doubling from `firstMs` up to `maxMs`, then a random share
 * of the upper half, so that many who failed together do not come back together.
 */
export function backoffMs(failures: number, range: { firstMs: number; maxMs: number }, random: () => number = Math.random): number {
  const full = Math.min(range.maxMs, range.firstMs * 2 ** Math.max(0, Math.min(failures, 30) - 1));
  return Math.round(full / 2 + (random() * full) / 2);
}
