import { forget, keep, readKept } from "../kept";

/** Captions that somebody types and has not saved, and the version that they build on. */
export interface CaptionsDraft {
  text: string;
  version: number;
}

const keyOf = (id: string): string => `viewer.captions.${id}`;

/** What this browser kept of the captions of a clip, through a reload as well; null: nothing. */
export function readDraft(id: string): CaptionsDraft | null {
  try {
    const { text, version } = JSON.parse(readKept(keyOf(id)) ?? "{}") as Partial<CaptionsDraft>;
    return typeof text === "string" && typeof version === "number" ? { text, version } : null;
  } catch {
    // Not written by us.
    return null;
  }
}

/** @param draft null: as it was saved */
export function keepDraft(id: string, draft: CaptionsDraft | null): void {
  if (draft) keep(keyOf(id), JSON.stringify(draft));
  else forget(keyOf(id));
}

/** What is left of a draft when `sent` was stored as `version`: what was typed since builds on that. */
export const afterSave = (draft: CaptionsDraft | null, sent: string, version: number): CaptionsDraft | null =>
  draft === null || draft.text === sent ? null : { text: draft.text, version };
