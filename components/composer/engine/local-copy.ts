import type { ElementRef } from "@/lib/assets/elements/view";
import type { AssetView } from "@/lib/assets/view";
import { upgradeDraft } from "@/lib/generations/drafts/upgrade";
import type { Draft } from "@/lib/generations/schema";
import { INPUT_ROLES, MEDIA_KINDS, MODES, type AssetKind, type InputRole } from "@/lib/models/catalog";

/** A file that was chosen and that the server has not heard of; a reload loses its bytes, not that it was there. */
export interface PendingFile {
  /** Its place among all inputs. */
  position: number;
  /** As the composer knows it; copies of older versions have none. */
  key?: string;
  role: InputRole;
  kind: AssetKind;
  name: string;
}

export interface LocalCopy {
  draft: Draft;
  assets: readonly AssetView[];
  /** Of elements that some of them came with. */
  elements?: readonly ElementRef[];
  pending: readonly PendingFile[];
  /** Whether the server has this draft; only then is its own copy the one to show, so no clocks are compared. */
  saved: boolean;
  /** The version on the server that it builds on; another one there is by somebody else. Copies of 0.2.0 do not say. */
  version?: number;
}

/** The draft's copy in this browser, for what the server does not have yet: a reload within the pause before a save, or a line that is down. */
const keyOf = (userId: string, projectId: string): string => `dailies.draft:${userId}:${projectId}`;

export function writeLocalCopy(userId: string, projectId: string, copy: LocalCopy): void {
  try {
    if (copy.saved && copy.pending.length === 0) localStorage.removeItem(keyOf(userId, projectId));
    else localStorage.setItem(keyOf(userId, projectId), JSON.stringify(copy));
  } catch {
    // Private windows and full storages refuse; the server's copy is the one that counts.
  }
}

/** What this browser holds and the server does not, or null. */
export function readLocalCopy(userId: string, projectId: string): LocalCopy | null {
  try {
    const stored = JSON.parse(localStorage.getItem(keyOf(userId, projectId)) ?? "null") as LocalCopy | null;
    const copy = stored && ({ ...stored, draft: upgradeDraft(stored.draft) } as LocalCopy);
    const isReadable =
      copy &&
      MODES.includes(copy.draft.recipe?.mode) &&
      typeof copy.draft.recipe.prompt === "string" &&
      [copy.draft.inputs, copy.assets, copy.pending].every(Array.isArray) &&
      (copy.draft.shots === undefined || Array.isArray(copy.draft.shots.rows)) &&
      copy.pending.every((file) => INPUT_ROLES.includes(file.role) && MEDIA_KINDS.includes(file.kind) && typeof file.name === "string");
    return isReadable ? copy : null;
  } catch {
    // Written by another version, or not readable at all.
    return null;
  }
}
