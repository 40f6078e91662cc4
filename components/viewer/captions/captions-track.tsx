"use client";

import { useQuery, useQueryClient } from "@tanstack/react-query";
import { type RefObject, useEffect, useSyncExternalStore } from "react";
import { useTranslations } from "use-intl";
import { captionsQuery } from "../clip-queries";
import { useLiveUpdates } from "@/components/data/live-updates";
import { escapeCue, readCaptions } from "@/lib/generations/captions/vtt";
import { shownCaptions } from "./shown-captions";

interface CaptionsTrackProps {
  team: string;
  id: string;
  video: RefObject<HTMLVideoElement | null>;
}

/** The captions of a clip over its picture, drawn by the browser as of any video. Nothing where there are none. */
export default function CaptionsTrack({ team, id, video }: CaptionsTrackProps) {
  const t = useTranslations("viewer.captions");
  const isShown = useSyncExternalStore(shownCaptions.subscribe, shownCaptions.read, () => true);
  const queryClient = useQueryClient();
  const { data } = useQuery(captionsQuery(team, id));
  useLiveUpdates("generation", (changed) => {
    if (changed === id) void queryClient.invalidateQueries({ queryKey: captionsQuery(team, id).queryKey });
  });
  const text = data?.text ?? "";
  const label = t("title");
  useEffect(() => {
    const element = video.current;
    const cues = readCaptions(text);
    if (!element || !Array.isArray(cues)) return;
    const own = [...element.textTracks].find(({ kind }) => kind === "captions");
    if (!own && cues.length === 0) return;
    // A track cannot be taken off again.
    const track = own ?? element.addTextTrack("captions", label);
    track.mode = "hidden";
    for (const cue of [...(track.cues ?? [])]) track.removeCue(cue);
    for (const { startMs, endMs, text: words } of cues) track.addCue(new VTTCue(startMs / 1000, endMs / 1000, escapeCue(words)));
    // Cues that came before the picture are looked at once it is there, and not of themselves.
    const show = (): void => {
      track.mode = "hidden";
      if (isShown) track.mode = "showing";
    };
    show();
    element.addEventListener("loadeddata", show);
    return () => element.removeEventListener("loadeddata", show);
  }, [video, text, isShown, label]);
  return null;
}
