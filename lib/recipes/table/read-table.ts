import { type Cells, type Column, columnOf, MAX_ROWS } from "./columns";
import { splitCsv } from "./csv";
import { decodeText } from "./decode-text";
import { isZip, readXlsx } from "./xlsx";

/** Five hundred of the longest prompts in the widest encoding. */
const MOST_BYTES = 16 * 1024 * 1024;
/** Rows that are empty are passed over, but not without end. */
const MOST_LINES = MAX_ROWS * 4;

/** A clip of a table as it was written, and where. */
export interface TableLine {
  /** As spreadsheets count, the names of the columns being 1. */
  line: number;
  cells: Cells;
}

export interface Table {
  lines: TableLine[];
  /** Columns that mean nothing here, by their names. */
  unused: string[];
}

/** Why a file is no table that can be used; a message key under `batch.file`, with what its sentence needs. */
export class TableError extends Error {
  readonly code: "tooLarge" | "notXlsx" | "noColumns" | "noRows" | "tooManyRows" | "columnTwice";
  readonly values: Record<string, string | number>;

  constructor(code: TableError["code"], values: TableError["values"] = {}) {
    super(code);
    this.code = code;
    this.values = values;
  }
}

/** Reads a CSV or XLSX, whatever its name says. @throws TableError */
export async function readTable(bytes: Uint8Array): Promise<Table> {
  if (bytes.length > MOST_BYTES) throw new TableError("tooLarge", { megabytes: MOST_BYTES / 1024 / 1024, limit: MAX_ROWS });
  return toTable(isZip(bytes) ? await readSheetOf(bytes) : splitCsv(decodeText(bytes), MOST_LINES + 1));
}

async function readSheetOf(bytes: Uint8Array): Promise<string[][]> {
  try {
    return await readXlsx(bytes);
  } catch (error) {
    throw error instanceof RangeError ? new TableError("tooLarge", { megabytes: 32, limit: MAX_ROWS }) : new TableError("notXlsx");
  }
}

const isEmpty = (row: readonly string[]): boolean => row.every((cell) => cell.trim() === "");

function toTable(rows: readonly string[][]): Table {
  // What lies beyond was not read, and nothing is left out unsaid.
  if (rows.length > MOST_LINES) throw new TableError("tooManyRows", { limit: MAX_ROWS });
  const at = rows.findIndex((row) => !isEmpty(row));
  const names = rows[at] ?? [];
  const columns = names.map(columnOf);
  if (columns.every((column) => column === null)) throw new TableError("noColumns");
  const twice = columns.find((column, index): column is Column => column !== null && columns.indexOf(column) < index);
  if (twice) throw new TableError("columnTwice", { column: names[columns.lastIndexOf(twice)]! });
  const lines = rows.flatMap((row, index): TableLine[] =>
    index <= at || isEmpty(row) ? [] : [{ line: index + 1, cells: cellsOf(row, columns) }],
  );
  if (lines.length === 0) throw new TableError("noRows");
  if (lines.length > MAX_ROWS) throw new TableError("tooManyRows", { limit: MAX_ROWS });
  return { lines, unused: names.filter((name, index) => columns[index] === null && name.trim() !== "") };
}

/** Every column that the table has, also where the cell is empty: nobody means the composer's prompt by an empty one. */
const cellsOf = (row: readonly string[], columns: readonly (Column | null)[]): Cells =>
  Object.fromEntries(columns.flatMap((column, index) => (column ? [[column, (row[index] ?? "").trim()]] : [])));
