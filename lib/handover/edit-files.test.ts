import Papa from "papaparse";
import { describe, expect, it } from "vitest";
import { framesOfFcpxml, readEdl, readFcpxml, readOtio } from "@/lib/testing/edit-readers";
import type { Edit, EditClip, EditMedia, EditPart } from "./edit";
import { EDIT_FILES } from "./edit-files";
import { placeParts } from "./place-parts";

/** One hour at 24 frames a second. */
const HOUR = 86_400;

const media = (name: string, some: Partial<EditMedia> = {}): EditMedia => ({
  ...{ id: `id of ${name}`, path: `${name}.mp4`, name: `${name}.mp4`, frames: 121, width: 1280, height: 720, hasSound: true },
  recipe: { model: "seedance-2.0", prompt: `A ${name}\nat dawn`, seed: "7" },
  markers: [],
  ...some,
});
const clip = (file: EditMedia, some: Partial<EditClip> = {}): EditClip => ({
  ...{ kind: "clip", media: file, from: 0, frames: file.frames - (some.from ?? 0), overlap: 0 },
  ...some,
});
const edit = (...parts: EditPart[]): Edit => ({ name: "Harbour film", width: 1280, height: 720, parts });

/** Two clips, the second from its 10th frame on with a cross-fade of 25 frames, and a title that fades in over 12. */
const FADED = edit(clip(media("Boat")), clip(media("Gull", { hasSound: false }), { from: 10, overlap: 25 }), {
  kind: "title",
  text: "The end <&>",
  frames: 48,
  overlap: 12,
});

const NAMES = ["a & b < c > \"d\" 'e'", "قارب عند الفجر", "船 🚤 dawn", "e\u0301tude", "line\u2028break"];

describe("parts of an edit", () => {
  it("are cut in the middle of their cross-fades, and longer by nothing", () => {
    expect(placeParts(FADED).map(({ start, end, cutStart, cutEnd, fade }) => [start, end, cutStart, cutEnd, fade])).toEqual([
      [0, 121, 0, 108, null],
      [96, 207, 108, 201, { before: 12, after: 13 }],
      [195, 243, 201, 243, { before: 6, after: 6 }],
    ]);
  });

  it("fade no longer than what is left of either", () => {
    const short = media("Blink", { frames: 5 });
    const placed = placeParts(edit(clip(media("Boat")), clip(short, { overlap: 9 }), clip(media("Gull"), { overlap: 9 })));
    expect(placed.map(({ start, end, fade }) => [start, end, fade])).toEqual([
      [0, 121, null],
      [116, 121, { before: 2, after: 3 }],
      [121, 242, null],
    ]);
  });
});

describe("OpenTimelineIO", () => {
  it("has clips, their sound, fades and titles at exact frames", () => {
    const read = readOtio(EDIT_FILES.otio.write(FADED));
    expect(read.global_start_time.value).toBe(HOUR);
    const [video, audio] = read.tracks.children;
    expect(video!.children.map(({ OTIO_SCHEMA }) => OTIO_SCHEMA)).toEqual(["Clip.2", "Transition.1", "Clip.2", "Transition.1", "Clip.2"]);
    expect(audio!.children.map(({ OTIO_SCHEMA }) => OTIO_SCHEMA)).toEqual(["Clip.2", "Gap.1", "Gap.1"]);
    const lengths = read.tracks.children.map(({ children }) =>
      children.reduce((sum, child) => sum + ("source_range" in child ? child.source_range.duration.value : 0), 0),
    );
    expect(lengths).toEqual([243, 243]);
    expect(video!.children[1]).toMatchObject({ in_offset: { value: 12 }, out_offset: { value: 13 } });
    expect(video!.children[2]).toMatchObject({
      name: "Gull.mp4",
      source_range: { start_time: { value: 22 }, duration: { value: 93 } },
      media_references: { DEFAULT_MEDIA: { target_url: "Gull.mp4", available_range: { duration: { value: 121 } } } },
      metadata: { dailies: { model: "seedance-2.0", seed: "7", prompt: "A Gull\nat dawn" } },
    });
    expect(video!.children[4]).toMatchObject({
      media_references: { DEFAULT_MEDIA: { OTIO_SCHEMA: "GeneratorReference.1", parameters: { text: "The end <&>" } } },
    });
  });

  it("has no sound track where nothing sounds", () => {
    const silent = edit(clip(media("Boat", { hasSound: false })));
    expect(readOtio(EDIT_FILES.otio.write(silent)).tracks.children.map(({ kind }) => kind)).toEqual(["Video"]);
  });
});

describe("FCPXML", () => {
  it("keeps to the DTD, with times that are whole frames and clips that follow each other", () => {
    const { story, assets, formats, notes, titles } = readFcpxml(EDIT_FILES.fcpxml.write(FADED));
    expect(formats).toEqual([expect.objectContaining({ frameDuration: "100/2400s", width: "1280", height: "720" })]);
    const placed = story.map((one) => {
      const { name, offset, duration, start } = one as Record<string, string>;
      return [name, framesOfFcpxml(offset!) - HOUR, framesOfFcpxml(duration!), start && framesOfFcpxml(start)];
    });
    expect(story.map((one) => framesOfFcpxml((one as unknown as { duration: string }).duration))).toEqual([108, 25, 93, 12, 42]);
    expect(placed.map(([, ...times]) => times)).toEqual([
      [0, 108, 0],
      [96, 25, undefined],
      [108, 93, 22],
      [195, 12, undefined],
      [201, 42, HOUR],
    ]);
    expect(assets).toEqual([
      expect.objectContaining({ name: "Boat.mp4", duration: "12100/2400s", hasAudio: "1" }),
      expect.not.objectContaining({ hasAudio: "1" }),
    ]);
    expect(notes[0]!.text).toBe("Model: seedance-2.0\nSeed: 7\nPrompt: A Boat at dawn");
    expect(titles[0]!.text).toBe("The end <&>");
  });

  it("names a format for each size, and a file once however often it is cut", () => {
    const tall = media("Tall", { width: 720, height: 1280 });
    const { formats, assets, story } = readFcpxml(EDIT_FILES.fcpxml.write(edit(clip(tall), clip(media("Boat")), clip(tall, { from: 60 }))));
    expect([formats.length, assets.length, story.length]).toEqual([2, 2, 3]);
  });
});

describe("the edit decision list", () => {
  it("has a cut for each clip and two lines for a cross-fade, without holes", () => {
    const { title, events } = readEdl(EDIT_FILES.edl.write(FADED));
    expect(title).toBe("Harbour film");
    const rows = events.map(({ number, reel, channels, effect, fadeFrames, sourceIn, sourceOut, recordIn, recordOut }) => [
      ...[number, reel, channels, effect, fadeFrames, sourceIn, sourceOut],
      ...[recordIn - HOUR, recordOut - HOUR],
    ]);
    expect(rows).toEqual([
      [1, "BOATMP4", "AA/V", "C", 0, 0, 96, 0, 96],
      [2, "BOATMP4", "AA/V", "C", 0, 96, 96, 96, 96],
      [2, "GULLMP4", "V", "D", 25, 10, 109, 96, 195],
      [3, "GULLMP4", "V", "C", 0, 109, 109, 195, 195],
      [3, "BL", "V", "D", 12, 0, 48, 195, 243],
    ]);
    expect(events[2]!.comments.slice(0, 2)).toEqual(["FROM CLIP NAME: Boat.mp4", "TO CLIP NAME: Gull.mp4"]);
    expect(events[0]!.comments).toContain("COMMENT: Prompt: A Boat at dawn");
    expect(events[4]!.comments).toContain("COMMENT: TITLE The end <&>");
  });

  it("gives every file a reel of its own, in eight plain letters", () => {
    const names = [...NAMES, "Harbour_01_wide", "Harbour_02_wide", "Harbour_03_wide", "bl", "船"];
    const parts = names.map((name) => clip(media(name, { name })));
    const { events } = readEdl(EDIT_FILES.edl.write(edit(...parts, parts[5]!)));
    const reels = events.map(({ reel }) => reel);
    expect(new Set(reels.slice(0, -1)).size).toBe(names.length);
    expect(reels.at(-1), "the same file is the same reel").toBe(reels[5]);
    expect(reels).not.toContain("BL");
    expect(reels.slice(5, 8)).toEqual(["HARBOUR0", "HARBOUR2", "HARBOUR3"]);
  });

  it("breaks long prompts into lines that the format takes", () => {
    const prompt = `${"word ".repeat(60)}${"船".repeat(200)}`;
    const text = EDIT_FILES.edl.write(edit(clip(media("Boat", { recipe: { model: "m", prompt, seed: null } }))));
    expect(Math.max(...text.split("\r\n").map((line) => [...line].length))).toBeLessThanOrEqual(80);
    const said = readEdl(text).events[0]!.comments.filter((comment) => comment.startsWith("COMMENT: "));
    const words = said.map((comment) => comment.slice("COMMENT: ".length)).join("");
    expect(words.replaceAll(" ", "")).toBe(`Model:mPrompt:${prompt.replaceAll(" ", "")}`);
  });
});

describe("the table", () => {
  it("has the same times and reels as the edit decision list, and runs nothing", () => {
    const parts = [...FADED.parts, clip(media("=cmd()", { name: "=cmd()" }))];
    const { data } = Papa.parse<Record<string, string>>(EDIT_FILES.csv.write(edit(...parts)).replace("\uFEFF", ""), {
      header: true,
      skipEmptyLines: true,
    });
    expect(
      data.map(({ kind, reel, sourceIn, sourceOut, recordIn, recordOut }) => [kind, reel, sourceIn, sourceOut, recordIn, recordOut]),
    ).toEqual([
      ["clip", "BOATMP4", "00:00:00:00", "00:00:05:01", "01:00:00:00", "01:00:05:01"],
      ["clip", "GULLMP4", "00:00:00:10", "00:00:05:01", "01:00:04:00", "01:00:08:15"],
      ["title", "BL", "00:00:00:00", "00:00:02:00", "01:00:08:03", "01:00:10:03"],
      ["clip", "CMD", "00:00:00:00", "00:00:05:01", "01:00:10:03", "01:00:15:04"],
    ]);
    expect(data[3]!.name).toMatch(/^[^=]/u);
  });
});

describe("what was said of a clip", () => {
  const said = media("Boat", {
    markers: [
      { frame: 24, endFrame: 47, author: "Robin", text: "Too dark\n<b>here</b>", resolved: false },
      { frame: 100, endFrame: null, author: "مها", text: "جيد", resolved: true },
    ],
  });

  it("is a marker at its frames in every format", () => {
    const whole = edit(clip(media("Gull")), clip(said));
    const [marker] = (readOtio(EDIT_FILES.otio.write(whole)).tracks.children[0]!.children[1] as { markers: unknown[] }).markers;
    expect(marker).toMatchObject({
      color: "RED",
      comment: "Robin: Too dark <b>here</b>",
      marked_range: { start_time: { value: 24 }, duration: { value: 24 } },
    });
    expect(readFcpxml(EDIT_FILES.fcpxml.write(whole)).markers).toEqual([
      expect.objectContaining({ start: "2400/2400s", duration: "2400/2400s", value: "Robin: Too dark <b>here</b>", completed: "0" }),
      expect.objectContaining({ start: "10000/2400s", duration: "100/2400s", value: "مها: جيد", completed: "1" }),
    ]);
    expect(readEdl(EDIT_FILES.edl.write(whole)).events[1]!.comments.filter((comment) => comment.startsWith("LOC"))).toEqual([
      "LOC: 01:00:06:01 RED     Robin: Too dark <b>here</b>",
      "LOC: 01:00:09:05 GREEN   مها: جيد",
    ]);
    expect(EDIT_FILES.csv.write(whole)).toContain("00:00:01:00 Robin: Too dark <b>here</b>\n00:00:04:04 مها: جيد (resolved)");
  });

  it("is left out where the clip is cut before it, because it would lie on the next", () => {
    const cut = edit(clip(said, { frames: 50 }), clip(media("Gull")));
    expect(readFcpxml(EDIT_FILES.fcpxml.write(cut)).markers).toHaveLength(1);
    expect(readEdl(EDIT_FILES.edl.write(cut)).events[0]!.comments.filter((comment) => comment.startsWith("LOC"))).toHaveLength(1);
  });
});

describe("names from anywhere", () => {
  const nasty = ["\u0000\u0007bell\u001b[31m", "\ud800half", "right\u202eleft", "\uffff", ...NAMES, "]]>", "100%", "a#b?c"];
  it.each(nasty.map((name) => [JSON.stringify(name), name]))("%s breaks no format, and leads to its file", (_shown, name) => {
    const path = `Harbour/${name.toWellFormed()}.mp4`;
    const whole = edit(clip(media("x", { name, path, recipe: { model: name, prompt: name, seed: null } })), {
      ...{ kind: "title", text: name, frames: 24, overlap: 0 },
    });
    const [first] = readOtio(EDIT_FILES.otio.write(whole)).tracks.children[0]!.children;
    const reference = (first as { media_references: { DEFAULT_MEDIA: { target_url: string } } }).media_references.DEFAULT_MEDIA;
    expect(decodeURIComponent(reference.target_url)).toBe(path);
    const [file] = readFcpxml(EDIT_FILES.fcpxml.write(whole)).media as unknown as { src: string }[];
    expect(decodeURIComponent(new URL(file!.src, "file:///tape/").pathname)).toBe(`/tape/${path}`);
    expect(readEdl(EDIT_FILES.edl.write({ ...whole, name: `Film ${name}` })).events).toHaveLength(2);
  });
});
