import { useEffect, useState, useSyncExternalStore } from "react";
import { canPlay } from "@/components/data/can-play";
import type { CardView } from "@/lib/generations/view";
import { FRAMES_PER_SECOND } from "@/lib/models/catalog";

export interface ShownFile {
  /** What the player shows of a clip; "none": this browser plays neither, or not yet. */
  shown: "original" | "copy" | "none";
  /** To be told when the original did not play after all. */
  onFailure: () => void;
}

/** Of an honest clip; only the order of magnitude counts. */
const BITRATE = 30_000_000;

const never = () => () => undefined;

/** The original where this browser plays it, else the copy that every browser plays. */
export function useShownFile(view: CardView | undefined): ShownFile {
  const [failedId, setFailed] = useState<string | null>(null);
  const { id, shape, video } = view ?? {};
  const demanding = video?.demanding;
  const codecs = demanding?.codecs ?? null;
  // The server cannot know, and begins with the original.
  const says = useSyncExternalStore(
    never,
    () => canPlay(codecs),
    () => true,
  );
  useEffect(() => {
    if (id === undefined || !shape || codecs === null) return;
    // "Maybe" may mean a codec without a decoder for so many pixels.
    const [contentType] = codecs.split(",").map((codec) => `video/mp4; codecs="${codec.trim()}"`);
    const config = { contentType: contentType!, ...shape, bitrate: BITRATE, framerate: video?.framesPerSecond ?? FRAMES_PER_SECOND };
    navigator.mediaCapabilities?.decodingInfo({ type: "file", video: config }).then(
      ({ supported }) => !supported && setFailed(id),
      () => undefined,
    );
  }, [id, shape, codecs, video?.framesPerSecond]);

  const playsOriginal = !demanding || (says && failedId !== id);
  return { shown: playsOriginal ? "original" : demanding.hasCopy ? "copy" : "none", onFailure: () => setFailed(id ?? null) };
}
