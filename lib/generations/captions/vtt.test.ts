import { describe, expect, it } from "vitest";
import { readCaptions, writeVtt } from "./vtt";

describe("captions", () => {
  it("are read from WebVTT as plain words, without looks, voices and notes", () => {
    const text = `\uFEFFWEBVTT Harbour\r\n\r\nSTYLE\r\n::cue { color: red }\r\n\r\nNOTE nobody reads this\r\n\r\nsecond\r\n00:02.000 --> 00:00:03.500 line:0\r\n<v Robin>Ahoy &amp; <b>welcome</b>\r\nto the harbour\r\n\r\n1\r\n00:00:00.000 --> 00:00:01.000\r\nA &lt;boat>`;
    expect(readCaptions(text)).toEqual([
      { startMs: 0, endMs: 1000, text: "A <boat>" },
      { startMs: 2000, endMs: 3500, text: "Ahoy & welcome\nto the harbour" },
    ]);
  });

  it("are read from SubRip and from what people type without a head", () => {
    expect(readCaptions("1\n00:00:01,250 --> 00:00:02,000\n清晨\n\n2\n00:00:02,000 --> 00:00:03,000\nقارب")).toEqual([
      { startMs: 1250, endMs: 2000, text: "清晨" },
      { startMs: 2000, endMs: 3000, text: "قارب" },
    ]);
    expect(readCaptions("  \n")).toEqual([]);
  });

  it.each([
    ["WEBVTT\n\n00:01.000 --> soon\nAhoy", { line: 3, code: "time" }],
    ["Ahoy", { line: 1, code: "time" }],
    ["WEBVTT\n\n00:02.000 --> 00:01.000\nAhoy", { line: 3, code: "backwards" }],
    ["WEBVTT\n\n00:02.000 --> 00:03.000\n<i></i>", { line: 3, code: "noWords" }],
    ["00:02.000 --> 00:03.000\na\n\n".repeat(1001), { line: 3001, code: "tooMany" }],
  ])("%j is refused at its line", (text, problem) => {
    expect(readCaptions(text)).toEqual(problem);
  });

  it("of nothing but tags that never end are read at once", () => {
    const begun = performance.now();
    readCaptions(`00:01.000 --> 00:02.000\n${"<".repeat(99_000)}`);
    expect(performance.now() - begun).toBeLessThan(1000);
  });

  it("come back from what was written as they were, whatever stands in them", () => {
    const cues = [
      { startMs: 0, endMs: 999, text: "a --> b & <c> &amp; 🚤" },
      { startMs: 3_599_999, endMs: 7_200_000, text: "two\nlines" },
    ];
    expect(readCaptions(writeVtt(cues))).toEqual(cues);
    expect(writeVtt([cues[1]!])).toBe("WEBVTT\n\n00:59:59.999 --> 02:00:00.000\ntwo\nlines\n");
  });
});
