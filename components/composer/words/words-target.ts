/** What the menu of words opens. */
export type WordsPanel = "history" | "snippets" | "save" | "description";

export interface Selected {
  text: string;
  isPart: boolean;
  range: { start: number; end: number };
}

/** The prompt, as far as words are put into it and taken from it. */
export interface WordsTarget {
  /** What "save" would keep: the selected part, else all of the prompt as it is read. */
  selected: () => Selected;
  /** Puts words in the place of a range: a browser forgets the caret of a box that a dialog lies over. */
  insert: (text: string, range: Selected["range"]) => void;
  /** Puts a prompt in the place of this one. */
  replace: (prompt: string) => void;
}
