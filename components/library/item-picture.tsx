"use client";

import { AudioLines, Film, ImageIcon } from "@/components/ui/icons";
import { useState } from "react";
import type { LibraryItem } from "@/lib/library/view";
import { paths } from "@/lib/shared/paths";

const ICONS = { image: ImageIcon, video: Film, audio: AudioLines } as const;

/** The small picture of a file or a clip, whole and never cropped; decorative, whoever shows it names it. */
export function ItemPicture({ item: { id, kind, clip } }: { item: Pick<LibraryItem, "id" | "kind" | "clip"> }) {
  const [isBroken, setBroken] = useState(false);
  const source = clip
    ? clip.hasPoster
      ? paths.api.media(id, "poster")
      : null
    : kind === "audio"
      ? null
      : paths.api.asset(id, "thumbnail");
  const Icon = ICONS[kind];
  if (source === null || isBroken)
    return (
      <span className="grid size-full place-items-center text-quiet">
        <Icon aria-hidden="true" className="icon size-6" />
      </span>
    );
  return (
    <img
      src={source}
      alt=""
      loading="lazy"
      decoding="async"
      draggable={false}
      className="size-full object-contain"
      onError={() => setBroken(true)}
    />
  );
}
