import type { Tx } from "@/lib/platform/db/client";
import type { File } from "@/lib/platform/db/generated/client";
import type { FileVariant } from "@/lib/platform/db/generated/enums";
import { databaseNow } from "@/lib/platform/db/now";
import { newId } from "@/lib/shared/ids";
import type { FileFacts } from "./facts";
import type { FileOwner } from "./keys";

/** A file that lies safely in storage, ready to become a row. */
export interface StoredVariant {
  variant: FileVariant;
  key: string;
  mime: string;
  bytes: bigint;
  sha256: string;
  width: number | null;
  height: number | null;
  durationMs: number | null;
  facts: Partial<FileFacts>;
  /** What is drawn over it, where its variant says so. */
  mark?: string;
  /** Made by us of another file of the same owner. */
  isDerived: boolean;
}

/** Writes down whose file this is and what it is. Once more is harmless: the last one counts. */
export async function recordFile(tx: Tx, owner: FileOwner, file: StoredVariant): Promise<void> {
  const data = { ...owner, ...file, checkedAt: await databaseNow(tx), damagedAt: null, trashedAt: null };
  await tx.file.upsert({ where: { key: file.key }, update: data, create: { id: newId(), ...data } });
}

/** Whose a recorded file is; null when its owner has gone. */
export function ownerOf({ teamId, generationId, assetId, unclaimedId, exportId }: File): FileOwner | null {
  if (unclaimedId !== null) return { unclaimedId };
  if (teamId === null) return null;
  if (exportId !== null) return { teamId, exportId };
  return generationId !== null ? { teamId, generationId } : assetId !== null ? { teamId, assetId } : null;
}
