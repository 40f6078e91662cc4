import { FRAMES_PER_SECOND } from "@/lib/models/catalog";
import type { Edit, EditClip, EditMarker, EditTitle } from "./edit";
import { lengthOf, placeParts, type PlacedPart, sourceAt } from "./place-parts";
import { addressOf, cleanLine, notesOf, sayingOf } from "./plain-text";
import { RECORD_START } from "./record-start";
import { element, textElement } from "./xml";

/** Final Cut Pro's own, known by these words on every Mac. */
const CROSS_DISSOLVE = "4731E73A-8DAC-4113-9A30-AE85B1761265";
const BASIC_TITLE = ".../Titles.localized/Bumper:Opener.localized/Basic Title.localized/Basic Title.moti";

/** A time is a fraction: frames of the one rate that there is. */
const time = (frames: number): string => (frames === 0 ? "0s" : `${frames * 100}/${FRAMES_PER_SECOND * 100}s`);

/** An FCPXML 1.11 document. Clips carry how they were made as their note, and what was said of them as markers. */
export function writeFcpxml(edit: Edit): string {
  const placed = placeParts(edit);
  const resources = new Resources(edit);
  const story = placed.flatMap((one) => [...(one.fade ? [fadeOf(one, resources)] : []), partOf(one, resources)]);
  const sequence = element(
    "sequence",
    {
      ...{
        format: resources.format(edit.width, edit.height),
        duration: time(lengthOf(placed)),
        tcStart: time(RECORD_START),
        tcFormat: "NDF",
      },
      ...{ audioLayout: "stereo", audioRate: "48k" },
    },
    [element("spine", {}, story)],
  );
  const name = cleanLine(edit.name);
  const document = element("fcpxml", { version: "1.11" }, [
    element("resources", {}, resources.all()),
    element("library", {}, [element("event", { name }, [element("project", { name }, [sequence])])]),
  ]);
  return `<?xml version="1.0" encoding="UTF-8"?>\n<!DOCTYPE fcpxml>\n\n${document}\n`;
}

/** What clips refer to: each once, whatever refers to it, formats before what is in them. */
class Resources {
  private readonly known = new Map<string, { id: string; xml: string }>();

  constructor({ width, height }: Edit) {
    this.format(width, height);
  }

  all = (): string[] => [...this.known.values()].map(({ xml }) => xml);

  private get(key: string, write: (id: string) => string): string {
    const known = this.known.get(key);
    if (known) return known.id;
    const id = `r${this.known.size + 1}`;
    this.known.set(key, { id, xml: write(id) });
    return id;
  }

  format(width: number, height: number): string {
    const attributes = { frameDuration: time(1), width, height, colorSpace: "1-1-1 (Rec. 709)" };
    return this.get(`format ${width} ${height}`, (id) => element("format", { id, ...attributes }));
  }

  effect(name: string, uid: string): string {
    return this.get(`effect ${uid}`, (id) => element("effect", { id, name, uid }));
  }

  asset({ media }: EditClip): string {
    const format = this.format(media.width, media.height);
    const sound = media.hasSound ? { hasAudio: 1, audioSources: 1, audioChannels: 2, audioRate: "48000" } : {};
    const attributes = { name: cleanLine(media.name), start: "0s", duration: time(media.frames), hasVideo: 1, format, videoSources: 1 };
    const file = element("media-rep", { kind: "original-media", src: `./${addressOf(media)}` });
    return this.get(`asset ${media.path}`, (id) => element("asset", { id, ...attributes, ...sound }, [file]));
  }
}

function fadeOf({ start, fade }: PlacedPart, resources: Resources): string {
  const name = "Cross Dissolve";
  const ref = resources.effect(name, CROSS_DISSOLVE);
  return element("transition", { name, offset: time(RECORD_START + start), duration: time(fade!.before + fade!.after) }, [
    element("filter-video", { ref, name }),
  ]);
}

function partOf(placed: PlacedPart, resources: Resources): string {
  const { part, cutStart, cutEnd } = placed;
  const at = { offset: time(RECORD_START + cutStart), duration: time(cutEnd - cutStart) };
  return part.kind === "clip" ? clipOf(part, placed, at, resources) : titleOf(part, placed, at, resources);
}

type Place = { offset: string; duration: string };

function clipOf(part: EditClip, placed: PlacedPart, at: Place, resources: Resources): string {
  const { media } = part;
  const [first, end] = [sourceAt(placed, placed.cutStart), sourceAt(placed, placed.cutEnd)];
  const attributes = { ref: resources.asset(part), ...at, name: cleanLine(media.name), start: time(first), tcFormat: "NDF" };
  return element("asset-clip", { ...attributes, audioRole: media.hasSound ? "dialogue" : undefined }, [
    textElement("note", {}, notesOf(media).join("\n")),
    // A marker outside of what is shown would lie on the neighbour.
    ...media.markers.filter(({ frame }) => frame >= first && frame < end).map(markerOf),
  ]);
}

function markerOf(marker: EditMarker): string {
  const length = (marker.endFrame ?? marker.frame) - marker.frame + 1;
  // A marker with `completed` is a task, which is done or not.
  return element("marker", {
    start: time(marker.frame),
    duration: time(length),
    value: sayingOf(marker),
    completed: marker.resolved ? 1 : 0,
  });
}

function titleOf({ text }: EditTitle, placed: PlacedPart, at: Place, resources: Resources): string {
  const style = `ts${placed.start}`;
  return element("title", { ref: resources.effect("Basic Title", BASIC_TITLE), ...at, name: cleanLine(text), start: time(RECORD_START) }, [
    element("text", {}, [textElement("text-style", { ref: style }, text)]),
    element("text-style-def", { id: style }, [
      element("text-style", { font: "Helvetica", fontSize: 64, fontFace: "Regular", fontColor: "1 1 1 1", alignment: "center" }),
    ]),
  ]);
}
