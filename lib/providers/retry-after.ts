const SHORTEST_MS = 1_000;
const LONGEST_MS = 3_600_000;

/**
 * How long a `Retry-After` header asks us to wait, in milliseconds between one second and one hour: seconds or an
 * HTTP date. Null when it is absent or makes no sense, and then the caller's own back-off counts.
 */
export function readRetryAfter(header: string | null, now: number): number | null {
  const value = header?.trim() ?? "";
  if (value === "") return null;
  const wait = /^[+-]?\d+(?:\.\d+)?(?:e\d+)?$/iu.test(value) ? Number(value) * 1000 : Date.parse(value) - now;
  return Number.isNaN(wait) ? null : Math.min(Math.max(wait, SHORTEST_MS), LONGEST_MS);
}
