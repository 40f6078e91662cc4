const YEAR_SECONDS = 365 * 24 * 60 * 60;

/** A preference that the server needs for the first paint; nothing secret is kept this way. */
export function writeCookie(name: string, value: string | null): void {
  const age = value === null ? 0 : YEAR_SECONDS;
  document.cookie = `${name}=${encodeURIComponent(value ?? "")}; path=/; max-age=${age}; samesite=lax`;
}
