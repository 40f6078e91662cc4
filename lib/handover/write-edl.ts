import { FRAMES_PER_SECOND } from "@/lib/models/catalog";
import { formatTimecode } from "@/lib/shared/timecode";
import type { Edit } from "./edit";
import { placeParts, type PlacedPart, sourceAt } from "./place-parts";
import { cleanLine, notesOf, sayingOf } from "./plain-text";
import { RECORD_START } from "./record-start";
import { createReelNames } from "./reel-names";

/** A title is no longer in the format, and a line no wider. */
const TITLE_LENGTH = 70;
const LINE_LENGTH = 80;
const BLACK = "BL";

const timecode = (frame: number): string => formatTimecode(frame, FRAMES_PER_SECOND);

/**
 * A CMX 3600 edit decision list without dropped frames. A cross-fade is an event of two lines: where the part before is cut, and what
 * fades in over it. Names of files stand in comments, whole, because reels have eight letters.
 */
export function writeEdl(edit: Edit): string {
  const reelOf = createReelNames();
  const placed = placeParts(edit);
  const reel = ({ part }: PlacedPart): string => (part.kind === "clip" ? reelOf(part.media) : BLACK);
  const lines = [`TITLE: ${cutTo(cleanLine(edit.name), TITLE_LENGTH)}`, "FCM: NON-DROP FRAME"];
  for (const [index, one] of placed.entries()) {
    const number = String(index + 1).padStart(3, "0");
    const before = placed[index - 1];
    const isFaded = one.fade !== null && before !== undefined;
    const event = (of: PlacedPart, effect: string, start: number, end: number): string =>
      [
        ...[`${number} `, reel(of).padEnd(8), channelsOf(of).padEnd(5), effect.padEnd(8)],
        ...[sourceAt(of, start), sourceAt(of, end), RECORD_START + start, RECORD_START + end].map(timecode),
      ].join(" ");
    // What the next one fades over is that one's.
    const end = placed[index + 1]?.start ?? one.end;
    lines.push("");
    if (isFaded) lines.push(event(before, "C", one.start, one.start));
    lines.push(event(one, isFaded ? `D    ${String(one.fade!.before + one.fade!.after).padStart(3, "0")}` : "C", one.start, end));
    if (isFaded) lines.push(`* FROM CLIP NAME: ${nameOf(before)}`, `* TO CLIP NAME: ${nameOf(one)}`);
    else lines.push(`* FROM CLIP NAME: ${nameOf(one)}`);
    lines.push(...commentsOf(one, end));
  }
  // The format is older than other line ends.
  return `${lines.join("\r\n")}\r\n`;
}

const channelsOf = ({ part }: PlacedPart): string => (part.kind === "clip" && part.media.hasSound ? "AA/V" : "V");

/** A comment without a word is none. */
const nameOf = ({ part }: PlacedPart): string => cleanLine(part.kind === "clip" ? part.media.path.split("/").at(-1)! : part.text) || "-";

function commentsOf({ part, start }: PlacedPart, end: number): string[] {
  if (part.kind === "title") return wrap(`TITLE ${cleanLine(part.text)}`);
  const { media, from } = part;
  const shown = media.markers.filter(({ frame }) => frame >= from && frame < from + end - start);
  return [
    ...notesOf(media).flatMap(wrap),
    ...shown.map((marker) => {
      const at = timecode(RECORD_START + start + marker.frame - from);
      return `* LOC: ${at} ${(marker.resolved ? "GREEN" : "RED").padEnd(7)} ${sayingOf(marker)}`;
    }),
  ];
}

/** Comments of at most eighty letters, broken between words where there are words. */
function wrap(text: string): string[] {
  const head = "* COMMENT: ";
  const lines = text.match(new RegExp(`.{1,${LINE_LENGTH - head.length}}(?:\\s|$)|.{${LINE_LENGTH - head.length}}`, "gu")) ?? [];
  return lines.map((line) => `${head}${line.trim()}`);
}

const cutTo = (text: string, length: number): string => [...text].slice(0, length).join("").trim();
