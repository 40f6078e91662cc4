/** Without a signature, links may be as short-lived as the signed ones: those carry `X-Tos-Expires=86400`. */
const ASSUMED_LIFE_MS = 24 * 60 * 60_000;
/** No signature scheme in use allows more than seven days; a larger number is a mistake. */
const LONGEST_LIFE_S = 7 * 24 * 60 * 60;

/** What the quick start and, since 2026-06-03, all of PowerTokens' documentation promise of a result link. */
const PROMISED_LIFE_MS = 14 * 24 * 60 * 60_000;

/** When a result link should be used at the latest: the end of its signature, else a day after it was first seen. For hurry only. */
export const readLinkExpiry = (url: string, seenAt: Date): Date => signatureEndOf(url) ?? new Date(seenAt.getTime() + ASSUMED_LIFE_MS);

/**
 * Until when a result link is worth a try: the end of its signature. Where it has none, nothing says that it is dead
 * before the 14 days are over that the provider promises.
 */
export const linkIsTriedUntil = (url: string, succeededAt: Date): Date =>
  signatureEndOf(url) ?? new Date(succeededAt.getTime() + PROMISED_LIFE_MS);

/** The end that a signature names: `X-Tos-Date` and `X-Tos-Expires`, or the same with `X-Amz-`. */
function signatureEndOf(url: string): Date | null {
  if (!URL.canParse(url)) return null;
  const params = new Map([...new URL(url).searchParams].map(([name, value]) => [name.toLowerCase(), value]));
  for (const scheme of ["tos", "amz"]) {
    const signedAt = readBasicDate(params.get(`x-${scheme}-date`));
    const seconds = Number(params.get(`x-${scheme}-expires`) ?? Number.NaN);
    if (signedAt !== null && Number.isInteger(seconds) && seconds > 0) {
      return new Date(signedAt + Math.min(seconds, LONGEST_LIFE_S) * 1000);
    }
  }
  return null;
}

/** `20261122T081530Z` as milliseconds. */
function readBasicDate(text: string | undefined): number | null {
  const parts = /^(\d{4})(\d{2})(\d{2})T(\d{2})(\d{2})(\d{2})Z$/u.exec(text ?? "");
  if (!parts) return null;
  const [, year, month, day, hour, minute, second] = parts;
  const at = Date.parse(`${year}-${month}-${day}T${hour}:${minute}:${second}Z`);
  return Number.isNaN(at) ? null : at;
}
