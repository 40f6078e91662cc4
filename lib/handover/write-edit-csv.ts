import { FRAMES_PER_SECOND } from "@/lib/models/catalog";
import { writeCsv } from "@/lib/recipes/table/csv";
import { formatTimecode } from "@/lib/shared/timecode";
import type { Edit, EditMarker } from "./edit";
import { placeParts, sourceAt } from "./place-parts";
import { cleanLine, sayingOf } from "./plain-text";
import { RECORD_START } from "./record-start";
import { createReelNames } from "./reel-names";

/** The same whatever language is spoken: other programs read them. */
const COLUMNS = [
  ...["event", "kind", "file", "name", "reel", "sourceIn", "sourceOut", "recordIn", "recordOut"],
  ...["frames", "fadeFrames", "model", "seed", "prompt", "comments"],
];

const timecode = (frame: number): string => formatTimecode(frame, FRAMES_PER_SECOND);

const commentOf = (marker: EditMarker): string => `${timecode(marker.frame)} ${sayingOf(marker)}${marker.resolved ? " (resolved)" : ""}`;

/** A line for each part, in the order of the edit: the times and reels of the EDL, and what was said. */
export function writeEditCsv(edit: Edit): string {
  const reelOf = createReelNames();
  const rows = placeParts(edit).map((placed, index) => {
    const { part, start, end, fade } = placed;
    const media = part.kind === "clip" ? part.media : null;
    const recipe = media?.recipe;
    return [
      ...[String(index + 1), part.kind, media?.path ?? "", media ? media.name : cleanLine((part as { text: string }).text)],
      ...[media ? reelOf(media) : "BL", timecode(sourceAt(placed, start)), timecode(sourceAt(placed, end))],
      ...[timecode(RECORD_START + start), timecode(RECORD_START + end), String(part.frames), String(fade ? fade.before + fade.after : 0)],
      ...[recipe?.model ?? "", recipe?.seed ?? "", recipe?.prompt ?? "", media?.markers.map(commentOf).join("\n") ?? ""],
    ];
  });
  return writeCsv([COLUMNS, ...rows]);
}
