const MAX_LENGTH = 48;

/**
 * The part of a URL that stands for a name: "Été à Paris, take 2" → "ete-a-paris-take-2". Latin letters lose their
 * marks; other scripts are left out, since a wrong romanisation is worse than none. Empty when nothing remains.
 */
export function slugOf(name: string): string {
  return name
    .normalize("NFKD")
    .replace(/\p{M}/gu, "")
    .toLowerCase()
    .replace(/[^a-z0-9]+/g, "-")
    .slice(0, MAX_LENGTH)
    .replace(/^-+|-+$/g, "");
}

/** The slug in a part of an address; one that cannot be decoded, or holds what none of ours does, is "", which nothing has. */
export function readSlug(part: string): string {
  try {
    const slug = decodeURIComponent(part);
    return /^[a-z0-9-]{1,80}$/.test(slug) ? slug : "";
  } catch {
    return "";
  }
}

/** `wanted`, or with the first free number behind it: "rain", "rain-2", "rain-3". */
export function freeSlug(wanted: string, taken: ReadonlySet<string>): string {
  if (!taken.has(wanted)) return wanted;
  for (let number = 2; ; number++) {
    const slug = `${wanted}-${number}`;
    if (!taken.has(slug)) return slug;
  }
}
