import type { AccessDetail } from "@/lib/access/record-access";

/** One line of the audit of a team, as it crosses the wire. */
export interface AuditView {
  id: string;
  at: string;
  /** An AccessKind; of a later version perhaps one that has no words here. */
  kind: string;
  /** Who did it; null where nobody has such an account. */
  who: string | null;
  /** Whose account it was done to, where that is somebody else. */
  whom: string | null;
  network: string | null;
  subject: string | null;
  detail: AccessDetail;
}

export interface AuditPage {
  items: AuditView[];
  /** What the next page begins behind. */
  before: string | null;
}
