"use client";

import { FileVideo, ScrollText } from "@/components/ui/icons";
import { useTranslations } from "use-intl";
import { MenuLink } from "@/components/ui/menu";
import type { CardView } from "@/lib/generations/view";
import { paths } from "@/lib/shared/paths";
import { downloadLink } from "./download-link";
import type { GalleryPlace } from "./gallery-place";
import type { GenerationActions } from "./use-generation-actions";

/** The other forms in which a clip can be downloaded: with its recipe inside, and without the marks of its project. */
export function DownloadItems(props: { view: CardView; place: GalleryPlace; mayCreate: boolean; actions: GenerationActions }) {
  const { view, place, mayCreate } = props;
  const t = useTranslations("gallery");
  return (
    <>
      <MenuLink {...downloadLink(props, paths.api.downloadWithRecipe(view.id))} prefetch={false}>
        <ScrollText aria-hidden="true" />
        {t("downloadWithRecipe")}
      </MenuLink>
      {mayCreate && place.project.aiLabels !== "off" && (
        <MenuLink href={paths.api.original(view.id)} prefetch={false} download>
          <FileVideo aria-hidden="true" />
          {t("downloadOriginal")}
        </MenuLink>
      )}
    </>
  );
}
