/** Without a signature that says otherwise, links live a day: real ones carry `X-Tos-Expires=86400`, whatever a guide promises. */
const ASSUMED_LIFE_MS = 24 * 60 * 60_000;
/** No signature scheme in use allows more than seven days; a larger number is a mistake. */
const LONGEST_LIFE_S = 7 * 24 * 60 * 60;

/**
 * When a result link dies: from the parameters of its signature (`X-Tos-Date` and `X-Tos-Expires`, or the same
 * with `X-Amz-`), else a day after it was first seen.
 */
export function readLinkExpiry(url: string, seenAt: Date): Date {
  const assumed = new Date(seenAt.getTime() + ASSUMED_LIFE_MS);
  if (!URL.canParse(url)) return assumed;
  const params = new Map([...new URL(url).searchParams].map(([name, value]) => [name.toLowerCase(), value]));
  for (const scheme of ["tos", "amz"]) {
    const signedAt = readBasicDate(params.get(`x-${scheme}-date`));
    const seconds = Number(params.get(`x-${scheme}-expires`) ?? Number.NaN);
    if (signedAt !== null && Number.isInteger(seconds) && seconds > 0) {
      return new Date(signedAt + Math.min(seconds, LONGEST_LIFE_S) * 1000);
    }
  }
  return assumed;
}

/** `20261122T081530Z` as milliseconds. */
function readBasicDate(text: string | undefined): number | null {
  const parts = /^(\d{4})(\d{2})(\d{2})T(\d{2})(\d{2})(\d{2})Z$/u.exec(text ?? "");
  if (!parts) return null;
  const [, year, month, day, hour, minute, second] = parts;
  const at = Date.parse(`${year}-${month}-${day}T${hour}:${minute}:${second}Z`);
  return Number.isNaN(at) ? null : at;
}
