/** What editing software is handed: OpenTimelineIO, Final Cut Pro, CMX 3600 and a table. */
export const EDIT_FORMATS = ["otio", "fcpxml", "edl", "csv"] as const;
export type EditFormat = (typeof EDIT_FORMATS)[number];

/** Something said of a clip; frames count from 0 at its first one. */
export interface EditMarker {
  frame: number;
  /** The last frame that it is about; null: the one alone. */
  endFrame: number | null;
  author: string;
  text: string;
  resolved: boolean;
}

/** How a clip was made, in as many words as editors ask for. */
export interface EditRecipe {
  model: string;
  prompt: string;
  /** null: nobody knows. */
  seed: string | null;
}

/** A file that lies beside the timeline. */
export interface EditMedia {
  id: string;
  /** Its path from where the timeline lies, with slashes. */
  path: string;
  name: string;
  frames: number;
  width: number;
  height: number;
  hasSound: boolean;
  recipe: EditRecipe;
  markers: readonly EditMarker[];
}

interface Part {
  frames: number;
  /** How many of its first frames lie over the last ones of the part before: a cross-fade. */
  overlap: number;
}

export interface EditClip extends Part {
  kind: "clip";
  media: EditMedia;
  /** The first frame of the file that is shown. */
  from: number;
}

export interface EditTitle extends Part {
  kind: "title";
  text: string;
}

export type EditPart = EditClip | EditTitle;

/** One picture track at 24 frames a second, as every format can say it. */
export interface Edit {
  name: string;
  width: number;
  height: number;
  parts: readonly EditPart[];
}
