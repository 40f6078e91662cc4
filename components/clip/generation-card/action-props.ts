import type { CardView } from "@/lib/generations/view";
import type { ChainQuestion } from "../chain/chain-dialog";
import type { GalleryPlace } from "../gallery-place";
import type { GenerationActions } from "../use-generation-actions";

export interface GenerationActionsProps {
  view: CardView;
  place: GalleryPlace;
  mayCreate: boolean;
  mayDelete: boolean;
  actions: GenerationActions;
}

/** What the menu needs, which comes later than the buttons. */
export interface MoreMenuProps extends GenerationActionsProps {
  isReady: boolean;
  onAsk: (question: ChainQuestion) => void;
}
