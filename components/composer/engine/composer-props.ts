import type { ReactNode } from "react";
import type { DraftView } from "@/lib/generations/drafts/view";
import type { Draft } from "@/lib/generations/schema";
import type { CardView, GenerationInputView } from "@/lib/generations/view";
import type { Surface, ModelKey } from "@/lib/models/catalog";
import type { PriceTable } from "@/lib/models/prices";
import type { ActionError } from "@/lib/shared/result";

/** A press of Generate, before the server has answered: all that its cards need to appear at once. */
export interface Submission {
  /** One for each take, with the id of the generation that it makes. */
  takes: { key: string; draft: Draft }[];
  /** The files that the draft's mode sends, in order. */
  inputs: GenerationInputView[];
}

export interface ComposerProps {
  /** The team's slug. */
  team: string;
  project: { id: string; slug: string; name: string };
  user: { id: string; name: string };
  /** What the project puts before every prompt. */
  preamble?: string;
  initialDraft: DraftView | null;
  surface: Surface;
  /** The models of the account; those of the catalogue that everybody has, unless given. */
  models?: readonly ModelKey[];
  /** What the estimate reckons with; the catalogue's table unless given. */
  prices?: PriceTable;
  /** A press that may cost more, in millionths of a US dollar, is asked about once more; null: none is. */
  askAbove?: number | null;
  /** False for a role that may only look: the composer then says so instead of offering what would be refused. */
  canCreate?: boolean;
  /** Said instead of the role, where the role is not the reason. */
  readOnly?: ReactNode;
  /** The project is empty: the prompt takes the focus. */
  beginsHere?: boolean;
  /** Chosen to stand beside the gallery, which it does where the window is wide enough. */
  aside: boolean;
  onMove: (aside: boolean) => void;
  /** Called in the very frame of the press. */
  onSubmitting?: (submission: Submission) => void;
  /** In the order of the takes. */
  onSubmitted?: (views: CardView[]) => void;
  /**
   * The press came to nothing, with all its takes; null when no answer came, so that nobody knows, and the cards arrive
   * by themselves if they were recorded after all. The composer says why in its place and keeps everything.
   */
  onSubmitFailed?: (keys: string[], error: ActionError | null) => void;
}
