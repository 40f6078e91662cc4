import { type CellValue, readSheet } from "read-excel-file/universal";
import { unzipSync, type Unzipped, zipSync } from "fflate";

/** A table of 500 rows is far below it; a small file that unpacks to gigabytes is stopped here. */
const MOST_UNPACKED_BYTES = 32 * 1024 * 1024;

/** Its first bytes are those of a ZIP, whatever its name says. */
export const isZip = (bytes: Uint8Array): boolean => bytes[0] === 0x50 && bytes[1] === 0x4b;

/** @throws RangeError what unpacks to more than a table can be */
function unpack(bytes: Uint8Array): Unzipped {
  let size = 0;
  return unzipSync(bytes, {
    filter: ({ name, originalSize }) => {
      if (!/\.xml(?:\.rels)?$/u.test(name)) return false;
      size += originalSize;
      if (size > MOST_UNPACKED_BYTES) throw new RangeError("too large when unpacked");
      return true;
    },
  });
}

/**
 * The cells of the first sheet, as text.
 * @throws RangeError · whatever else when it is no XLSX
 */
export async function readXlsx(bytes: Uint8Array): Promise<string[][]> {
  // Packed anew without compression: the reader would start workers for what is compressed, and pages of ours run none.
  const plain = zipSync(unpack(bytes), { level: 0 });
  const rows = await readSheet(plain.buffer as ArrayBuffer);
  return rows.map((row) => row.map(textOf));
}

function textOf(value: CellValue | null): string {
  if (value === null || value === undefined) return "";
  // "16:9" is a time of day to whoever typed it into a spreadsheet.
  if (value instanceof Date) {
    // Kept as a part of a day, it may come out a moment before its minute.
    const time = new Date(value.getTime() + 30_000);
    return `${time.getUTCHours()}:${time.getUTCMinutes()}`;
  }
  if (typeof value === "boolean") return value ? "yes" : "no";
  return String(value);
}
