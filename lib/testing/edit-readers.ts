import { readFileSync } from "node:fs";
import { DtdValidator, XmlDocument, XmlDtd, type XmlElement } from "libxml2-wasm";
import { z } from "zod";

// What editing software makes of a hand-over, written after the formats and not after what we write.

const time = z.strictObject({ OTIO_SCHEMA: z.literal("RationalTime.1"), rate: z.literal(24), value: z.int().min(0) });
const range = z.strictObject({ OTIO_SCHEMA: z.literal("TimeRange.1"), start_time: time, duration: time });
const metadata = z.record(z.string(), z.unknown());
const reference = { name: z.string(), metadata, available_range: range, available_image_bounds: z.null() };
const media = z.union([
  z.strictObject({ OTIO_SCHEMA: z.literal("ExternalReference.1"), ...reference, target_url: z.string().min(1) }),
  z.strictObject({ OTIO_SCHEMA: z.literal("GeneratorReference.1"), ...reference, generator_kind: z.string(), parameters: metadata }),
]);
const marker = z.strictObject({
  ...{ OTIO_SCHEMA: z.literal("Marker.2"), name: z.string(), metadata, marked_range: range, comment: z.string() },
  color: z.enum(["RED", "PINK", "ORANGE", "YELLOW", "GREEN", "CYAN", "BLUE", "PURPLE", "MAGENTA", "BLACK", "WHITE"]),
});
const item = { name: z.string(), metadata, effects: z.array(z.never()), markers: z.array(marker), enabled: z.boolean() };
const clip = z.strictObject({
  ...{ OTIO_SCHEMA: z.literal("Clip.2"), ...item, source_range: range },
  media_references: z.strictObject({ DEFAULT_MEDIA: media }),
  active_media_reference_key: z.literal("DEFAULT_MEDIA"),
});
const gap = z.strictObject({ OTIO_SCHEMA: z.literal("Gap.1"), ...item, source_range: range });
const transition = z.strictObject({
  ...{ OTIO_SCHEMA: z.literal("Transition.1"), name: z.string(), metadata },
  ...{ transition_type: z.enum(["SMPTE_Dissolve", "Custom_Transition"]), in_offset: time, out_offset: time },
});
const track = z.strictObject({
  ...{ OTIO_SCHEMA: z.literal("Track.1"), ...item, source_range: z.null(), kind: z.enum(["Video", "Audio"]) },
  children: z.array(z.union([clip, gap, transition])),
});
const timeline = z.strictObject({
  ...{ OTIO_SCHEMA: z.literal("Timeline.1"), name: z.string(), metadata, global_start_time: time },
  tracks: z.strictObject({ OTIO_SCHEMA: z.literal("Stack.1"), ...item, source_range: z.null(), children: z.array(track) }),
});

/** An OpenTimelineIO file, after its file format specification. @throws where it is none, or shows frames that a file has not */
export function readOtio(text: string): z.output<typeof timeline> {
  const read = timeline.parse(JSON.parse(text));
  for (const { children } of read.tracks.children) {
    for (const [index, child] of children.entries()) {
      if (child.OTIO_SCHEMA !== "Clip.2") continue;
      const [before, behind] = [children[index - 1], children[index + 1]];
      const shown = child.source_range;
      const available = child.media_references.DEFAULT_MEDIA.available_range;
      const first = shown.start_time.value - (before?.OTIO_SCHEMA === "Transition.1" ? before.in_offset.value : 0);
      const end = shown.start_time.value + shown.duration.value + (behind?.OTIO_SCHEMA === "Transition.1" ? behind.out_offset.value : 0);
      if (first < available.start_time.value || end > available.duration.value) throw new Error(`${child.name} shows what is not there`);
    }
  }
  return read;
}

/** An FCPXML document that keeps to the DTD. */
export function readFcpxml(text: string) {
  const document = XmlDocument.fromString(text);
  const dtd = XmlDtd.fromString(readFileSync("lib/testing/fcpxml.dtd", "utf8"));
  try {
    new DtdValidator(dtd).validate(document);
    const all = (path: string) =>
      document.find(path).map((node) => {
        const element = node as XmlElement;
        return { name: element.name, text: element.content, ...Object.fromEntries(element.attrs.map(({ name, value }) => [name, value])) };
      });
    return {
      media: all("//media-rep"),
      formats: all("//format"),
      assets: all("//asset"),
      story: all("//spine/*"),
      notes: all("//note"),
      markers: all("//marker"),
      titles: all("//title/text/text-style"),
    };
  } finally {
    dtd.dispose();
    document.dispose();
  }
}

/** A time of FCPXML in frames at 24 a second. @throws where it lies between two frames */
export function framesOfFcpxml(value: string): number {
  const [, above, below = "1"] = /^(\d+)(?:\/(\d+))?s$/u.exec(value) ?? [];
  const frames = (Number(above) / Number(below)) * 24;
  if (!Number.isInteger(frames)) throw new Error(`${value} is no frame`);
  return frames;
}

const TIMECODE = String.raw`(\d\d):([0-5]\d):([0-5]\d):([01]\d|2[0-3])`;
const EVENT = new RegExp(
  String.raw`^(\d{3}) {2}([A-Z0-9]{1,8}) +(V|A|A2|AA|B|AA/V) +(C|D) +(\d{3})? *${[1, 2, 3, 4].map(() => TIMECODE).join(" ")}$`,
  "u",
);

/** An event of an edit decision list; times in frames. */
export interface EdlEvent {
  number: number;
  reel: string;
  channels: string;
  effect: "C" | "D";
  fadeFrames: number;
  sourceIn: number;
  sourceOut: number;
  recordIn: number;
  recordOut: number;
  comments: string[];
}

/** A CMX 3600 list. @throws at a line that is none of its, or an event whose two lengths differ or that leaves a hole behind it */
export function readEdl(text: string): { title: string; events: EdlEvent[] } {
  const [title = "", mode, ...lines] = text.trimEnd().split("\r\n");
  if (!/^TITLE: .{1,70}$/u.test(title) || mode !== "FCM: NON-DROP FRAME") throw new Error("no head");
  const events: EdlEvent[] = [];
  for (const line of lines) {
    if (line === "") continue;
    const comment = /^\* ([A-Z ]+: \S.*)$/u.exec(line)?.[1];
    if (comment) {
      if (!events.length) throw new Error(`a comment on nothing: ${line}`);
      events.at(-1)!.comments.push(comment);
      continue;
    }
    const found = EVENT.exec(line);
    if (!found) throw new Error(`not a line of CMX 3600: ${line}`);
    const [, number, reel, channels, effect, fade, ...parts] = found;
    const times = [0, 4, 8, 12].map((at) => {
      const [hours = 0, minutes = 0, seconds = 0, frames = 0] = parts.slice(at, at + 4).map(Number);
      return ((hours * 60 + minutes) * 60 + seconds) * 24 + frames;
    });
    const [sourceIn = 0, sourceOut = 0, recordIn = 0, recordOut = 0] = times;
    if (sourceOut - sourceIn !== recordOut - recordIn) throw new Error(`two lengths: ${line}`);
    if (events.length && events.at(-1)!.recordOut !== recordIn) throw new Error(`a hole before: ${line}`);
    if ((effect === "D") !== (fade !== undefined)) throw new Error(`a fade without a length: ${line}`);
    events.push({
      ...{ number: Number(number), reel: reel!, channels: channels!, effect: effect as "C" | "D", fadeFrames: Number(fade ?? 0) },
      ...{ sourceIn, sourceOut, recordIn, recordOut, comments: [] },
    });
  }
  return { title: title.slice("TITLE: ".length), events };
}
