import type { Edit, EditFormat } from "./edit";
import { writeEditCsv } from "./write-edit-csv";
import { writeEdl } from "./write-edl";
import { writeFcpxml } from "./write-fcpxml";
import { writeOtio } from "./write-otio";

/** What no browser knows: under a type of its own a telephone would give the file another ending. */
const UNKNOWN = "application/octet-stream";

/** How each format is written, and as what it is sent. Files are called by their format behind the dot. */
export const EDIT_FILES: Record<EditFormat, { mime: string; write: (edit: Edit) => string }> = {
  otio: { mime: UNKNOWN, write: writeOtio },
  fcpxml: { mime: UNKNOWN, write: writeFcpxml },
  edl: { mime: UNKNOWN, write: writeEdl },
  csv: { mime: "text/csv; charset=utf-8", write: writeEditCsv },
};
