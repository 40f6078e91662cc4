/** Dates are read by the quarter of an hour: no time zone changes its day in between, and most cards share one. */
const QUARTER_MS = 15 * 60_000;

/** Tells the day of a moment in one time zone, as `2026-11-22`; fast enough for very long lists. */
export function dayReader(timeZone: string | undefined): (iso: string) => string {
  const format = new Intl.DateTimeFormat("en-CA", { timeZone, year: "numeric", month: "2-digit", day: "2-digit" });
  const known = new Map<number, string>();
  return (iso) => {
    const quarter = Math.floor(Date.parse(iso) / QUARTER_MS);
    const day = known.get(quarter) ?? format.format(quarter * QUARTER_MS);
    known.set(quarter, day);
    return day;
  };
}
