import Papa from "papaparse";
import { columnOf } from "./columns";
import { guardCell, unguardCell } from "@/lib/shared/formula";

const SEPARATORS = [",", ";", "\t", "|", "，", "；"] as const;

/** Spreadsheets may say in a line of its own what separates the cells. */
const SAID = /^sep=(.)\r?\n/iu;

/** The names of all columns fit into it many times over. */
const HEAD = 64 * 1024;

const firstRow = (text: string, delimiter: string): string[] =>
  Papa.parse<string[]>(text.slice(0, HEAD).trimStart(), { delimiter, preview: 1 }).data[0] ?? [];

/** The mark that makes the most known names out of the first row: of prompts full of commas nothing can be told. */
function separatorOf(text: string): string {
  const known = SEPARATORS.map((separator) => ({ separator, count: firstRow(text, separator).filter((name) => columnOf(name)).length }));
  return known.reduce((best, one) => (one.count > best.count ? one : best)).separator;
}

/** The cells of a CSV, row by row, up to so many rows. Quotes, line ends and separators may be any that spreadsheets write. */
export function splitCsv(text: string, mostRows: number): string[][] {
  const said = SAID.exec(text);
  const body = said ? text.slice(said[0].length) : text;
  const { data } = Papa.parse<string[]>(body, { delimiter: said?.[1] ?? separatorOf(body), preview: mostRows });
  return data.map((row) => row.map(unguardCell));
}

/** A CSV that every spreadsheet opens in the right encoding, and runs nothing of. */
export const writeCsv = (rows: readonly (readonly string[])[]): string => `\uFEFF${csvLines(rows)}\r\n`;

/** Rows to go on with what `writeCsv` began. */
export const csvLines = (rows: readonly (readonly string[])[]): string =>
  Papa.unparse(
    rows.map((row) => row.map(guardCell)),
    { newline: "\r\n" },
  );
