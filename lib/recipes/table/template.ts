import { COLUMNS, EXAMPLES, HEADERS, type TableLanguage } from "./columns";

/** The table to begin with: the names of all columns, and rows that show what belongs into them. */
export const templateRows = (language: TableLanguage): string[][] => [
  COLUMNS.map((column) => HEADERS[language][column]),
  ...EXAMPLES[language].map((cells) => COLUMNS.map((column) => cells[column] ?? "")),
];
