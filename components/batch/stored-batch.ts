import type { BatchRow } from "@/lib/recipes/table/plan-rows";

/** Where a batch came from; each kind has one at a time. */
export type BatchKind = "import" | "variations" | "shots";

export interface BatchPlace {
  team: string;
  projectId: string;
  userId: string;
}

/** What is kept until it was sent: the ids of the rows are those of the clips, so that no reload buys one twice. */
export interface StoredBatch {
  /** The file's own name. */
  name: string;
  rows: BatchRow[];
  /** Columns of the file that mean nothing here. */
  unused: string[];
  /** Rows that somebody took or left out by hand. */
  ticks?: Record<string, boolean>;
  /** Whether the rows that cannot be sent are left out. */
  leavesOut?: boolean;
}

const keyOf = (kind: BatchKind, { projectId, userId }: BatchPlace): string => `dailies.batch:${kind}:${userId}:${projectId}`;

export function storeBatch(kind: BatchKind, place: BatchPlace, batch: StoredBatch | null): void {
  try {
    if (batch) localStorage.setItem(keyOf(kind, place), JSON.stringify(batch));
    else localStorage.removeItem(keyOf(kind, place));
  } catch {
    // Private windows and full storages refuse. What was bought all the same is known by its recipe.
  }
}

export function readBatch(kind: BatchKind, place: BatchPlace): StoredBatch | null {
  try {
    const stored = JSON.parse(localStorage.getItem(keyOf(kind, place)) ?? "null") as StoredBatch | null;
    const isReadable = stored && [stored.rows, stored.unused].every(Array.isArray) && stored.rows.every(({ id, cells }) => id && cells);
    return isReadable ? stored : null;
  } catch {
    // Written by another version, or not readable at all.
    return null;
  }
}
