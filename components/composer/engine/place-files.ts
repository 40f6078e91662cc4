import type { AssetKind, InputRole, Mode } from "@/lib/models/catalog";

/** Where a person let go of files; "auto" is anywhere, and a paste. */
export type DropTarget = "firstFrame" | "lastFrame" | "references" | "auto";

/** The place under a pointer: an element says by `data-drop-target` that it is one. */
export const placeAt = (target: EventTarget | null): DropTarget =>
  ((target instanceof Element && target.closest<HTMLElement>("[data-drop-target]")?.dataset.dropTarget) || "auto") as DropTarget;

/** What becomes of files: a role for each, perhaps another mode, or a question that only the person can answer. */
export interface Placement {
  mode: Mode;
  roles: InputRole[];
  /** One picture in text mode can be two things. */
  ask: boolean;
}

interface Situation {
  mode: Mode;
  hasFirstFrame: boolean;
}

const references = (count: number): InputRole[] => Array.from({ length: count }, () => "reference");

/**
 * Where files go. `kinds` are by what the files say they are, null for what is none of ours (its chip or line
 * then says why). A named target is obeyed; without one the mode decides, and a mode that cannot take the
 * files gives way to References.
 */
export function placeFiles(target: DropTarget, kinds: readonly (AssetKind | null)[], { mode, hasFirstFrame }: Situation): Placement {
  const place = (to: Mode, roles: InputRole[]): Placement => ({ mode: to, roles, ask: false });
  const onlyImages = kinds.every((kind) => kind === "image");
  const many = kinds.length > 1;
  if (target === "references") return place("references", references(kinds.length));
  if (target !== "auto" && many && onlyImages && kinds.length === 2) return place("firstLast", ["firstFrame", "lastFrame"]);
  if (target === "firstFrame") return place(mode === "firstLast" ? "firstLast" : "firstFrame", ["firstFrame"]);
  if (target === "lastFrame") return place("firstLast", ["lastFrame"]);
  if (mode === "references" || !onlyImages) return place("references", references(kinds.length));
  if (mode === "text") return many ? place("references", references(kinds.length)) : { mode, roles: [], ask: true };
  if (mode === "firstFrame") return many ? place("references", references(kinds.length)) : place(mode, ["firstFrame"]);
  if (kinds.length > 2) return place("references", references(kinds.length));
  if (many) return place(mode, ["firstFrame", "lastFrame"]);
  return place(mode, [hasFirstFrame ? "lastFrame" : "firstFrame"]);
}
