"use client";

import { useState } from "react";
import { useTranslations } from "use-intl";
import type { LibraryItem } from "@/lib/library/view";
import { paths } from "@/lib/shared/paths";
import { ItemPicture } from "./item-picture";

/** A file as large as there is room: a picture, a clip that plays, a sound that can be heard. */
export function FilePreview({ item }: { item: LibraryItem }) {
  const t = useTranslations("library");
  const [isBroken, setBroken] = useState(false);
  const source = paths.api.asset(item.id, "original");
  if (item.kind === "audio") return <audio src={source} controls preload="metadata" aria-label={item.name} className="w-full" />;
  const shape = "max-h-[45dvh] w-full rounded-video bg-raised object-contain";
  if (isBroken)
    return (
      <div className="flex flex-col gap-1">
        <div className="h-48 overflow-hidden rounded-video bg-raised">
          <ItemPicture item={item} />
        </div>
        <p className="text-xs text-quiet">{t("noPreview")}</p>
      </div>
    );
  return item.kind === "video" ? (
    <video
      src={source}
      poster={paths.api.asset(item.id, "thumbnail")}
      controls
      playsInline
      preload="metadata"
      aria-label={item.name}
      className={shape}
      onError={() => setBroken(true)}
    />
  ) : (
    // TIFF and the like are nothing that a browser shows.
    <img src={source} alt={item.name} decoding="async" className={shape} onError={() => setBroken(true)} />
  );
}
