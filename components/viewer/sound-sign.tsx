"use client";

import { useSyncExternalStore } from "react";
import { useTranslations } from "use-intl";
import { VolumeX } from "@/components/ui/icons";
import type { Playback } from "./playback";

/** Says over the picture that the browser took the sound, and gives it back: the button below is hidden while nobody moves. */
export function SoundSign({ playback }: { playback: Playback }) {
  const t = useTranslations("viewer");
  const { isHushed } = useSyncExternalStore(playback.subscribe, playback.read, playback.read);
  if (!isHushed) return null;
  return (
    <button
      type="button"
      data-slot="sound-sign"
      onClick={({ currentTarget }) => {
        // The sign goes: the keys belong to the viewer then.
        currentTarget.closest("dialog")?.focus();
        playback.setMuted(false);
      }}
      className="absolute top-3 left-3 flex min-h-9 items-center gap-2 rounded-full bg-black/75 px-3.5 text-sm font-medium text-white hover:bg-black pointer-coarse:min-h-11 [&_svg]:icon"
    >
      <VolumeX aria-hidden="true" />
      {t("hushed")}
    </button>
  );
}
