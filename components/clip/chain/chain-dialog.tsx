"use client";

import { useQuery } from "@tanstack/react-query";
import { Spinner } from "@/components/ui/spinner";
import type { CardView } from "@/lib/generations/view";
import { clipQuery } from "../query-options";
import type { GalleryPlace } from "../gallery-place";
import type { GenerationActions } from "../use-generation-actions";
import { FinalDialog } from "./final-dialog";
import { ReferDialog } from "./refer-dialog";
import type { Leave } from "./chain-actions";

/** What is asked before it is done. */
export type ChainQuestion = "final" | "extend" | "edit";

interface ChainDialogProps {
  question: ChainQuestion;
  view: CardView;
  place: GalleryPlace;
  actions: GenerationActions;
  leave?: Leave | undefined;
  onClose: () => void;
}

/** Says what it will be and cost, of one clip. */
export default function ChainDialog({ question, view, place, actions, leave, onClose }: ChainDialogProps) {
  const { data: clip } = useQuery(clipQuery(place.team, view.id));
  if (!clip) return <Spinner className="sr-only" />;
  return question === "final" ? (
    <FinalDialog clip={clip} offer={place.offer} onMake={(recipe) => void actions.makeFinal(clip, recipe)} onClose={onClose} />
  ) : (
    <ReferDialog
      kind={question}
      clip={clip}
      offer={place.offer}
      onRefer={(settings) => actions.refer(view, settings, leave)}
      onClose={onClose}
    />
  );
}
