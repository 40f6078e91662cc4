import type { ComposerProps } from "./composer-props";
import type { ComposerState } from "./composer-state";

/** What the page around the composer wants to hear, or is asked. */
export interface Callbacks extends Pick<ComposerProps, "onSubmitting" | "onSubmitted" | "onSubmitFailed"> {
  /** What so many takes of a draft may cost, where that is so much that it is asked about first. */
  priceToConfirm?: (state: ComposerState, takes: number) => number | null;
}
