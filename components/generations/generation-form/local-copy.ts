import type { AssetView } from "@/lib/assets/view";
import type { DraftView } from "@/lib/generations/drafts/view";
import type { Draft } from "@/lib/generations/schema";
import { MODES } from "@/lib/models/catalog";

/**
 * The draft's copy in this browser, for what the server does not have yet: a reload within the pause before a
 * save, or a line that is down. It is only ever preferred while it is marked unsaved, so no clocks are compared.
 */
const keyOf = (userId: string, projectId: string): string => `dailies.draft:${userId}:${projectId}`;

export function writeLocalCopy(userId: string, projectId: string, draft: Draft, assets: readonly AssetView[], saved: boolean): void {
  try {
    if (saved) localStorage.removeItem(keyOf(userId, projectId));
    else localStorage.setItem(keyOf(userId, projectId), JSON.stringify({ draft, assets }));
  } catch {
    // Private windows and full storages refuse; the server's copy is the one that counts.
  }
}

/** What this browser holds and the server does not, or null. */
export function readLocalCopy(userId: string, projectId: string): DraftView | null {
  try {
    const copy = JSON.parse(localStorage.getItem(keyOf(userId, projectId)) ?? "null") as DraftView | null;
    const isReadable =
      copy &&
      MODES.includes(copy.draft?.mode) &&
      typeof copy.draft.prompt === "string" &&
      Array.isArray(copy.draft.inputs) &&
      Array.isArray(copy.assets);
    return isReadable ? copy : null;
  } catch {
    // Written by another version, or not readable at all.
    return null;
  }
}
