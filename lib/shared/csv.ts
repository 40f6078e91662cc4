import Papa from "papaparse";
import { guardCell } from "./formula";

/** One line of a CSV. A text that a spreadsheet would reckon with is guarded; numbers of ours are no text. */
export const csvLine = (cells: readonly (string | number | null)[]): string =>
  `${Papa.unparse([cells.map((cell) => (typeof cell === "string" ? guardCell(cell) : cell))])}\r\n`;
