import type { AssetView } from "@/lib/assets/view";
import type { DraftView } from "@/lib/generations/drafts/view";
import type { Draft } from "@/lib/generations/schema";
import type { GenerationView } from "@/lib/generations/view";
import type { ApiStyle, ModelKey } from "@/lib/models/catalog";

/** A press of Generate, before the server has answered. */
export interface Submission {
  /** The idempotency key of this press. */
  key: string;
  draft: Draft;
  assets: AssetView[];
  /** What the server's view will look like, as far as it is known here; its `id` is the key. */
  provisional: GenerationView;
}

export interface ComposerProps {
  team: string;
  project: { id: string; name: string };
  user: { id: string; name: string };
  initialDraft: DraftView | null;
  apiStyle: ApiStyle;
  /** The models of the account; those of the catalogue that everybody has, unless given. */
  models?: readonly ModelKey[];
  /** False for a role that may only look: the composer then says so instead of offering what would be refused. */
  canCreate?: boolean;
  /** Called in the very frame of the press, so that the card can appear at once. */
  onSubmitting?: (submission: Submission) => void;
  onSubmitted?: (view: GenerationView, key: string) => void;
  /** The press came to nothing: the provisional card may go; the composer says why and keeps everything. */
  onSubmitFailed?: (key: string) => void;
}
