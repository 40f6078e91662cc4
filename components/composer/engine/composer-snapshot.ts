import type { FileProblem } from "@/lib/assets/limits";
import type { DraftView } from "@/lib/generations/drafts/view";
import type { Mention } from "@/lib/models/mentions";
import type { ActionError } from "@/lib/shared/result";
import type { SaveState } from "./autosave";
import type { ComposerState } from "./composer-state";

/** Something that was done for the person, said in one line, with the way back. */
export interface UndoNotice {
  code:
    | "switchedToReferences"
    | "switchedToFirstFrame"
    | "switchedToFirstLast"
    | "recipeLoaded"
    | "referencesRemoved"
    | "theirsTaken"
    | "promptReplaced"
    | "numbersFollowed"
    | "mentionStranded"
    | "mentionsParked"
    | "shotsPut"
    | "shotsTaken"
    | "mended";
  undo: () => void;
}

/** A spoken message: a key under `composer.said`, counted so that the same words can be said twice. */
export interface Announcement {
  code: "ready" | "reused" | "problem" | "kept" | "removed" | "moved" | "recipe" | "sent" | "swallowed" | "waiting";
  values: Record<string, string | number>;
  count: number;
}

/** `reconnected`: the line that was down for a press is there again. */
export type SubmitError = ActionError | { code: "offline" | "reconnected" };

export interface ComposerSnapshot {
  state: ComposerState;
  /** What the project puts before every prompt that has no words of its own before it. */
  preamble: string;
  /** Whether Generate was pressed in vain: from then on what is missing is pointed out. */
  attempted: boolean;
  /** Pictures that wait for an answer: first frame or reference. */
  asking: readonly File[] | null;
  /** Files that were not taken, each with its reason. */
  rejected: readonly { key: string; name: string; problem: FileProblem }[];
  notice: UndoNotice | null;
  submitError: SubmitError | null;
  /** Files that the prompt names and that are not there: asked about before anything is sent. */
  mentions: readonly Mention[] | null;
  /** A press that may cost so much, in millionths of a US dollar, that it is asked about first. */
  confirming: number | null;
  /** For a moment after a press: a second one is part of the same double click. */
  sent: boolean;
  /** A press came within that moment and made nothing, which is said a little longer. */
  swallowed: boolean;
  /** A press that this page is too old to send. */
  unsent: boolean;
  /** Generate was pressed and goes out as soon as the files are there. */
  waiting: boolean;
  save: SaveState;
  /** What another tab or computer made of this draft meanwhile; a person says which of the two it is to be. */
  theirs: DraftView | null;
  said: Announcement | null;
}
