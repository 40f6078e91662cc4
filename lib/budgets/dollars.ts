const MICROS_PER_DOLLAR = 1_000_000;

/** No limit of a studio is higher; a larger number is a slip of the keyboard. */
export const MOST_DOLLARS = 1_000_000;
export const MOST_MICROS = MOST_DOLLARS * MICROS_PER_DOLLAR;

export type DollarProblem = "money" | "moneyTooLarge";

/**
 * A sum as it is typed into a field, in millionths of a US dollar; null for an empty field. Digits, one point and two
 * decimals: a comma may divide decimals or thousands, and an exponent is nobody's idea of money.
 */
export function readDollars(text: string): { micros: number | null } | { problem: DollarProblem } {
  const typed = text.trim();
  if (typed === "") return { micros: null };
  if (!/^\d+(?:\.\d{1,2})?$/u.test(typed)) return { problem: "money" };
  const dollars = Number(typed);
  return dollars > MOST_DOLLARS ? { problem: "moneyTooLarge" } : { micros: Math.round(dollars * MICROS_PER_DOLLAR) };
}

/** The same sum as a field shows it. */
export const writeDollars = (micros: number | null): string => (micros === null ? "" : String(micros / MICROS_PER_DOLLAR));
