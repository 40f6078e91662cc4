/** A cell that begins like this is run as a formula by spreadsheets, also one that came from a prompt. */
const LIKE_A_FORMULA = /^'*[=+\-@\t\r]/u;

/** The text as a cell that no spreadsheet runs: with a mark before it, as these programs write it themselves. */
export const guardCell = (text: string): string => (LIKE_A_FORMULA.test(text) ? `'${text}` : text);

/** What was guarded, as it was. */
export const unguardCell = (cell: string): string => (cell.startsWith("'") && LIKE_A_FORMULA.test(cell) ? cell.slice(1) : cell);
