import type { DraftView } from "@/lib/generations/drafts/view";
import type { Draft } from "@/lib/generations/schema";
import type { CardView, GenerationInputView } from "@/lib/generations/view";
import type { Surface, ModelKey } from "@/lib/models/catalog";
import type { PriceTable } from "@/lib/models/prices";
import type { ActionError } from "@/lib/shared/result";

/** A press of Generate, before the server has answered: all that a card needs to appear at once. */
export interface Submission {
  /** The id of the generation that this press makes. */
  key: string;
  draft: Draft;
  /** The files that the draft's mode sends, in order. */
  inputs: GenerationInputView[];
}

export interface ComposerProps {
  /** The team's slug. */
  team: string;
  project: { id: string; name: string };
  user: { id: string; name: string };
  initialDraft: DraftView | null;
  surface: Surface;
  /** The models of the account; those of the catalogue that everybody has, unless given. */
  models?: readonly ModelKey[];
  /** What the estimate reckons with; the catalogue's table unless given. */
  prices?: PriceTable;
  /** False for a role that may only look: the composer then says so instead of offering what would be refused. */
  canCreate?: boolean;
  /** The project is empty: the prompt takes the focus. */
  beginsHere?: boolean;
  /** Called in the very frame of the press. */
  onSubmitting?: (submission: Submission) => void;
  onSubmitted?: (view: CardView, key: string) => void;
  /**
   * The press came to nothing; null when no answer came, so that nobody knows, and the card arrives by itself if it
   * was recorded after all. The composer says why in its place and keeps everything.
   */
  onSubmitFailed?: (key: string, error: ActionError | null) => void;
}
