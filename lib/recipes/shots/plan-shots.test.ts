import { describe, expect, test } from "vitest";
import { packShots } from "./pack-shots";
import { planShots } from "./plan-shots";
import { isPut, ownWords, putShots } from "./put-shots";
import { shotListSchema } from "./schema";
import { emptyShot, mapTexts, MAX_LIST_CHARACTERS, secondsOf, type Shot, sumOfShots } from "./shot";
import { FIELD_OF, findTemplates, TEMPLATES, withTemplate } from "./templates";

const shots = (...seconds: (number | string)[]): Shot[] =>
  seconds.map((length, index) => ({ ...emptyShot(`s${index + 1}`, String(length)), action: `Action ${index + 1}` }));
const terms = {
  packing: "one",
  prompt: "",
  model: "seedance-2.0",
  durationSeconds: 5,
  language: "en",
  asSent: (text: string) => text,
} as const;
const plan = (rows: Shot[], part: Partial<Parameters<typeof planShots>[0]> = {}) => planShots({ ...terms, list: { rows }, ...part });
const codes = (rows: Shot[], part = {}) => plan(rows, part).problems.map(({ code }) => code);

describe("lengths", () => {
  test("are whole seconds, however they are typed", () => {
    expect(["3", "３", " 4 s", "5秒", "", "2.5", "0", "-1", "abc", "1e3"].map((seconds) => secondsOf({ seconds }))).toEqual([
      ...[3, 3, 4, 5, null],
      ...Array.from({ length: 5 }, () => undefined),
    ]);
  });

  test("add up only where every shot has one", () => {
    expect(sumOfShots(shots(3, 4))).toBe(7);
    expect([sumOfShots(shots(3, "")), sumOfShots(shots("x")), sumOfShots([])]).toEqual([null, null, null]);
  });
});

describe("packing", () => {
  const lengths = (clips: Shot[][]) => clips.map((clip) => clip.map(({ seconds }) => Number(seconds)));
  const on20 = { min: 4, max: 15 };

  test("makes one clip, one of each shot, or as few as the model's lengths allow", () => {
    const rows = shots(5, 5, 5, 5, 8);
    expect(lengths(packShots(rows, "one", on20))).toEqual([[5, 5, 5, 5, 8]]);
    expect(packShots(rows, "each", on20)).toHaveLength(5);
    expect(lengths(packShots(rows, "few", on20))).toEqual([
      [5, 5, 5],
      [5, 8],
    ]);
  });

  test("leaves no clip too short where the shots can be shared out", () => {
    expect(lengths(packShots(shots(5, 5, 5, 2), "few", on20))).toEqual([
      [5, 5],
      [5, 2],
    ]);
  });

  test("keeps every shot, in order, also where nothing fits", () => {
    for (const rows of [shots(20, 3), shots(2), shots("", 3), shots(1, 15, 1)]) expect(packShots(rows, "few", on20).flat()).toEqual(rows);
  });
});

describe("a plan", () => {
  test("is one clip as long as its shots, with the list behind what was written by hand", () => {
    const { clips, problems } = plan(shots(5, 5), { prompt: "A film in blue" });
    expect(problems).toEqual([]);
    expect(clips).toMatchObject([{ seconds: 10, count: 2, prompt: expect.stringMatching(/^A film in blue\n10 seconds\.\nShot 1: /u) }]);
  });

  test("takes the own words into every clip, and the list that stands in the prompt into none", () => {
    const put = "10 seconds.\nShot 1: Action 1.\nShot 2: Hard cut to: Action 2.";
    const { clips } = plan(shots(5, 6), { packing: "each", prompt: `In blue\n${put}\nno subtitles`, list: { rows: shots(5, 6), put } });
    expect(clips.map(({ prompt, seconds }) => [prompt, seconds])).toEqual([
      ["In blue\nno subtitles\nAction 1.", 5],
      ["In blue\nno subtitles\nAction 2.", 6],
    ]);
  });

  test("says what stands against a list", () => {
    expect(codes([])).toEqual(["empty"]);
    expect(codes([emptyShot("a", "3")])).toEqual(["empty"]);
    expect(plan([emptyShot("a"), ...shots("2.5", 3)]).problems).toEqual([{ code: "notWhole", values: { number: 2 }, shotId: "s1" }]);
    expect(codes(shots(5, ""))).toEqual(["lengthMissing"]);
    expect(plan(shots(10, 8)).problems).toEqual([{ code: "sumOutside", values: { model: "Seedance 2.0", min: 4, max: 15, seconds: 18 } }]);
    expect(codes(shots(10, 8), { model: "seedance-2.5" })).toEqual([]);
    expect(codes(shots(1, 1))).toEqual(["sumOutside"]);
    expect(plan(shots(5, 3, 20), { packing: "each" }).problems).toMatchObject([{ code: "clipOutside", values: { clip: 2, count: 2 } }]);
    expect(codes(shots("", ""), { packing: "few" })).toEqual(["fewNeedsLengths"]);
    expect(codes(shots(...Array.from({ length: 100 }, () => 1)))).toEqual(["sumOutside"]);
  });

  test("counts characters as they are sent, after compilation", () => {
    const [long] = shots(5);
    expect(codes([{ ...long!, action: "x".repeat(8000) }])).toEqual(["promptTooLong"]);
    expect(codes([{ ...long!, action: "x".repeat(9000) }], { asSent: () => "short" })).toEqual([]);
    const huge = [{ ...long!, action: "x".repeat(MAX_LIST_CHARACTERS + 1) }];
    expect(codes(huge)).toEqual(["promptTooLong", "listTooLong"]);
    expect(shotListSchema.safeParse({ rows: huge }).success).toBe(false);
  });

  test("warns of more than about three shots in 15 seconds on 2.0 alone", () => {
    const warned = (rows: Shot[], model = "seedance-2.0") => plan(rows, { model }).warnings.map(({ code }) => code);
    expect(warned(shots(5, 5, 5))).toEqual([]);
    expect(warned(shots(4, 4, 4, 3))).toEqual(["manyShots"]);
    expect(warned(shots(2, 2, 2))).toEqual(["manyShots"]);
    expect(warned(shots(5, 5))).toEqual([]);
    expect(warned(shots(4, 4, 4, 3), "seedance-2.5")).toEqual([]);
  });

  test("leaves a length to the model that was left to it, and says so", () => {
    const { clips, warnings } = plan(shots(5, 5), { durationSeconds: null });
    expect([clips[0]!.seconds, warnings[0]!.code]).toEqual([null, "automatic"]);
    expect(clips[0]!.text).toMatch(/^Shot 1: /u);
  });

  test("keeps the composer's length where no shot has one", () => {
    expect(plan(shots("", ""), { durationSeconds: 8 }).clips).toMatchObject([{ seconds: 8, text: expect.stringMatching(/^8 seconds\./u) }]);
  });
});

describe("the list in the prompt", () => {
  test("is written again in its place, whatever stands around it", () => {
    const once = putShots("In blue", undefined, "Shot 1: $& one");
    expect(putShots(`${once}\nno logo`, "Shot 1: $& one", "Shot 1: $1 two")).toBe("In blue\nShot 1: $1 two\nno logo");
    expect(ownWords(`${once}\nno logo`, "Shot 1: $& one")).toBe("In blue\nno logo");
  });

  test("leaves a person's own blank lines as they are", () => {
    expect(ownWords("In blue\n\nat dawn\n\nShot 1\n\nno logo\n\nno text\n", "Shot 1")).toBe("In blue\n\nat dawn\nno logo\n\nno text");
  });

  test("stays as it is where a hand has changed it", () => {
    expect(isPut("Shot 1: by hand", "Shot 1: one")).toBe(false);
    expect(putShots("Shot 1: by hand", "Shot 1: one", "Shot 1: two")).toBe("Shot 1: by hand\nShot 1: two");
    expect(isPut("anything", "")).toBe(false);
  });

  test("is followed by every text of the list at once", () => {
    const list = { rows: [{ ...emptyShot("a"), action: "Image 1", dialogue: "x" }], put: "Image 1" };
    expect(mapTexts(list, (text) => text)).toBe(list);
    expect(mapTexts(list, (text) => text.replace("1", "2"))).toMatchObject({
      rows: [{ action: "Image 2", dialogue: "x" }],
      put: "Image 2",
    });
  });
});

describe("templates", () => {
  test("have their words in both languages, and are found by either", () => {
    expect(new Set(TEMPLATES.map(({ kind, id }) => `${kind} ${id}`)).size).toBe(TEMPLATES.length);
    for (const { label, text } of TEMPLATES) {
      for (const words of [label.en, text.en]) expect(words).not.toMatch(/\p{Script=Han}/u);
      for (const words of [label.zh, text.zh]) expect(words).toMatch(/\p{Script=Han}/u);
    }
    expect(findTemplates("PUSH").map(({ id }) => id)).toContain("push-in");
    expect(findTemplates("推近").map(({ id }) => id)).toContain("push-in");
    expect(findTemplates("")).toHaveLength(TEMPLATES.length);
    expect(FIELD_OF.camera).toBe("camera");
  });

  test("follow what stands there", () => {
    expect(withTemplate("", "Neon", "en")).toBe("Neon");
    expect(withTemplate("A street ", "Neon", "en")).toBe("A street, Neon");
    expect(withTemplate("A street.", "Neon", "en")).toBe("A street. Neon");
    expect(withTemplate("街道", "霓虹", "zh")).toBe("街道，霓虹");
  });
});
