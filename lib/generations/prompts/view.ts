/** A prompt that was asked for before, once however many clips it made. */
export interface PromptView {
  /** The newest clip of it that the list reached. */
  id: string;
  prompt: string;
  author: string;
  isMine: boolean;
  project: string;
  createdAt: string;
}

/** Words that the team keeps to put into prompts. */
export interface SnippetView {
  id: string;
  name: string;
  text: string;
  author: string;
  /** Whether this person may give it another name, and delete it. */
  canChange: boolean;
}
