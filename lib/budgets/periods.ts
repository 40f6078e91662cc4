const DAY_MS = 86_400_000;

/** The day in UTC, as "2026-11-29": days and months are the same for everybody in a team, wherever they are. */
export const dayOf = (time: Date): string => time.toISOString().slice(0, 10);

/** The first and the last day of a month that is called "2026-11". */
export function daysOfMonth(month: string): { first: string; last: string } {
  const [year = 0, number = 1] = month.split("-").map(Number);
  return { first: `${month}-01`, last: dayOf(new Date(Date.UTC(year, number, 1) - DAY_MS)) };
}

export const monthOf = (day: string): string => day.slice(0, 7);

/** So many months before or after one. */
export function monthBeside(month: string, by: number): string {
  const [year = 0, number = 1] = month.split("-").map(Number);
  return new Date(Date.UTC(year, number - 1 + by, 1)).toISOString().slice(0, 7);
}

/** As the database takes a date. */
export const dateOf = (day: string): Date => new Date(`${day}T00:00:00Z`);
