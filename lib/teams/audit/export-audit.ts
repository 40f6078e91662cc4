import type { Actor } from "@/lib/access/callers/actor";
import { csvLine } from "@/lib/shared/csv";
import { listAudit } from "./list-audit";
import type { AuditFind } from "./schema";

const AT_ONCE = 1_000;

/** In English whatever the reader's language: programs read it. */
const COLUMNS = ["at_utc", "event", "who", "whom", "from", "subject", "role", "role_before", "count", "id"];

/** All that is found, a line each, page by page, so that no year is too long. */
export async function* exportAudit(actor: Actor, find: AuditFind): AsyncGenerator<string> {
  // The mark tells spreadsheets that the letters are UTF-8.
  yield `\u{feff}${csvLine(COLUMNS)}`;
  for (let before: string | null | undefined = find.before; before !== null;) {
    const page = await listAudit(actor, { ...find, before }, AT_ONCE);
    for (const { at, kind, who, whom, network, subject, detail, id } of page.items)
      yield csvLine([at, kind, who, whom, network, subject, detail.role ?? null, detail.was ?? null, detail.count ?? null, id]);
    before = page.before;
  }
}
