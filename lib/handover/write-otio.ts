import { FRAMES_PER_SECOND } from "@/lib/models/catalog";
import type { Edit, EditMarker, EditMedia } from "./edit";
import { placeParts, type PlacedPart, sourceAt } from "./place-parts";
import { addressOf, cleanLine, cleanText, notesOf, sayingOf } from "./plain-text";
import { RECORD_START } from "./record-start";

const time = (value: number) => ({ OTIO_SCHEMA: "RationalTime.1", rate: FRAMES_PER_SECOND, value });
const range = (start: number, duration: number) => ({
  OTIO_SCHEMA: "TimeRange.1",
  start_time: time(start),
  duration: time(duration),
});

/** What everything that stands in a track has. */
const item = (name: string) => ({ name, metadata: {}, effects: [], markers: [] as unknown[], enabled: true });

/**
 * OpenTimelineIO's own JSON (schemas as of 0.15, when clips got several references): a picture track, and a sound track with the same
 * cuts, because readers take a clip of a picture track without its sound.
 */
export function writeOtio(edit: Edit): string {
  const placed = placeParts(edit);
  const timeline = {
    OTIO_SCHEMA: "Timeline.1",
    name: cleanLine(edit.name),
    metadata: {},
    global_start_time: time(RECORD_START),
    tracks: {
      OTIO_SCHEMA: "Stack.1",
      ...item("tracks"),
      source_range: null,
      children: [
        { OTIO_SCHEMA: "Track.1", ...item("Video"), kind: "Video", source_range: null, children: trackOf(placed, () => true) },
        ...(placed.some(hasSound)
          ? [{ OTIO_SCHEMA: "Track.1", ...item("Audio"), kind: "Audio", source_range: null, children: trackOf(placed, hasSound) }]
          : []),
      ],
    },
  };
  return `${JSON.stringify(timeline, null, 2)}\n`;
}

const hasSound = ({ part }: PlacedPart): boolean => part.kind === "clip" && part.media.hasSound;

function trackOf(placed: readonly PlacedPart[], isIn: (one: PlacedPart) => boolean): unknown[] {
  return placed.flatMap((one, index) => {
    const before = placed[index - 1];
    const isFaded = one.fade !== null && before !== undefined && isIn(one) && isIn(before);
    return [...(isFaded ? [fadeOf(one.fade!)] : []), isIn(one) ? partOf(one) : gapOf(one)];
  });
}

const fadeOf = ({ before, after }: NonNullable<PlacedPart["fade"]>) => ({
  OTIO_SCHEMA: "Transition.1",
  ...{ name: "Cross Dissolve", metadata: {}, transition_type: "SMPTE_Dissolve" },
  ...{ in_offset: time(before), out_offset: time(after) },
});

const gapOf = ({ cutStart, cutEnd }: PlacedPart) => ({ OTIO_SCHEMA: "Gap.1", ...item(""), source_range: range(0, cutEnd - cutStart) });

function partOf(one: PlacedPart) {
  const { part, cutStart, cutEnd } = one;
  const isClip = part.kind === "clip";
  return {
    OTIO_SCHEMA: "Clip.2",
    ...item(isClip ? cleanLine(part.media.name) : cleanLine(part.text)),
    ...(isClip && { metadata: { dailies: { id: part.media.id, note: notesOf(part.media).join("\n"), ...part.media.recipe } } }),
    ...(isClip && { markers: part.media.markers.map(markerOf) }),
    source_range: range(sourceAt(one, cutStart), cutEnd - cutStart),
    media_references: { DEFAULT_MEDIA: isClip ? fileOf(part.media) : titleOf(part.text, part.frames) },
    active_media_reference_key: "DEFAULT_MEDIA",
  };
}

const fileOf = (media: EditMedia) => ({
  OTIO_SCHEMA: "ExternalReference.1",
  ...{ name: cleanLine(media.name), metadata: {}, available_image_bounds: null },
  available_range: range(0, media.frames),
  target_url: addressOf(media),
});

const titleOf = (text: string, frames: number) => ({
  OTIO_SCHEMA: "GeneratorReference.1",
  ...{ name: "Title", metadata: {}, available_image_bounds: null },
  available_range: range(0, frames),
  ...{ generator_kind: "Title", parameters: { text: cleanText(text) } },
});

const markerOf = (marker: EditMarker) => ({
  OTIO_SCHEMA: "Marker.2",
  ...{ name: cleanLine(marker.author), comment: sayingOf(marker), color: marker.resolved ? "GREEN" : "RED" },
  metadata: { dailies: { resolved: marker.resolved } },
  marked_range: range(marker.frame, (marker.endFrame ?? marker.frame) - marker.frame + 1),
});
