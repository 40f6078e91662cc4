import type { MouseEvent } from "react";
import type { CardView } from "@/lib/generations/view";
import { isMarkedForChina } from "@/lib/projects/label-policy";
import { paths } from "@/lib/shared/paths";
import type { GalleryPlace } from "./gallery-place";
import type { GenerationActions } from "./use-generation-actions";

interface Downloadable {
  view: CardView;
  place: GalleryPlace;
  actions: GenerationActions;
}

/** A link that downloads a clip. Where a copy may have to be made first, the press waits for it and says so. */
export const downloadLink = ({ view, place, actions }: Downloadable, href = paths.api.download(view.id)) => ({
  href,
  download: true,
  ...(isMarkedForChina(place.project.aiLabels) && {
    onClick: (event: MouseEvent) => {
      event.preventDefault();
      void actions.download(view, href);
    },
  }),
});
