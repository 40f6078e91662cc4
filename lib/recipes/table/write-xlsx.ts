import writeExcelFile from "write-excel-file/universal";

/** The same rows as an XLSX, in which every cell is text and nothing runs. */
export const writeXlsx = (rows: readonly (readonly string[])[]): Promise<Blob> =>
  writeExcelFile(rows.map((row) => row.map((value) => ({ value, type: String })))).toBlob();
