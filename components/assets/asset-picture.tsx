"use client";

import { AudioLines, Film, ImageIcon } from "@/components/ui/icons";
import { useState } from "react";
import type { AssetView } from "@/lib/assets/view";
import type { AssetKind } from "@/lib/models/catalog";
import { cn } from "@/lib/shared/cn";
import { paths } from "@/lib/shared/paths";

interface AssetPictureProps {
  kind: AssetKind;
  asset: AssetView | null;
  /** A local file to show until the server has a thumbnail. */
  previewUrl: string | null;
  /** "cover" fills its frame, "contain" shows all of it. */
  fit?: "cover" | "contain";
  className?: string;
}

const ICONS = { image: ImageIcon, video: Film, audio: AudioLines } as const;

/** What a file looks like: its thumbnail, the local file meanwhile, or a sign of its kind. Decorative: whoever shows it names it. */
export function AssetPicture({ kind, asset, previewUrl, fit = "cover", className }: AssetPictureProps) {
  const [broken, setBroken] = useState<readonly string[]>([]);
  const thumbnail = asset?.status === "ready" ? paths.api.asset(asset.id, "thumbnail") : null;
  // HEIC, TIFF and some codecs are nothing that a browser shows: then the server's own picture takes the place.
  const source = [previewUrl, thumbnail].find((url) => url !== null && !broken.includes(url)) ?? null;
  const Icon = ICONS[kind];
  const shape = cn("size-full", fit === "cover" ? "object-cover" : "object-contain", className);
  if (kind === "audio" || source === null) {
    return (
      <span className={cn("grid size-full place-items-center bg-raised text-quiet", className)}>
        <Icon aria-hidden="true" className="icon size-5" />
      </span>
    );
  }
  if (kind === "video" && source === previewUrl) {
    return (
      <video
        src={source}
        muted
        playsInline
        preload="metadata"
        aria-hidden="true"
        tabIndex={-1}
        className={shape}
        onError={() => setBroken([...broken, source])}
      />
    );
  }
  // The file is ours, small and already cut to size; the framework's image service would only copy it.
  return <img src={source} alt="" draggable={false} decoding="async" className={shape} onError={() => setBroken([...broken, source])} />;
}
